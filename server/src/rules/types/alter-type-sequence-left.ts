import type { SequenceDescription } from '../../engine/catalogue.js'
import { actionsOfKind } from '../concerned.js'
import { resolveRelation } from '../resolveName.js'
import { quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import {
  blame,
  sayChange,
  typeChanges,
  typeFacts,
  type ColumnTypeChange,
} from './columnTypeChange.js'

/** A sequence has a type of its own, which only an identity column takes along (manual, CREATE SEQUENCE: AS). */
export const alterTypeSequenceLeft: Rule = {
  id: 'alter-type-sequence-left',
  severity: 'warning',
  title: 'A column grows, and its sequence still stops at the end of the old type',
  check: (analysed, script) =>
    analysed.evidence.kind === 'refused'
      ? []
      : typeChanges(analysed, script).flatMap((change) => {
          const sequence = sequenceLeft(change, analysed, script)
          if (sequence === undefined) return []
          const name = `${sequence.schema}.${sequence.name}`
          return [
            {
              message: `${sayChange(change)}, but ${quotedTable(name)}, which numbers it, stays a sequence of type ${sequence.type}: after ${lastNumbers[sequence.type]} every insert fails (2200H). Add ALTER SEQUENCE ${quotedTable(name)} AS ${change.action.type}, which takes no lock on the table.`,
              ...blame(change),
              hurts: ['writers'],
              facts: { ...typeFacts(change), sequence: name },
            },
          ]
        }),
}

const lastNumbers: Readonly<Record<string, string>> = {
  smallint: '32767',
  integer: '2147483647',
}

function sequenceLeft(
  { action, table, old }: ColumnTypeChange,
  analysed: AnalysedStatement,
  script: AnalysedScript,
): SequenceDescription | undefined {
  const { before } = analysed
  const larger = { smallint: ['integer', 'bigint'], integer: ['bigint'] }[old?.type ?? '']
  if (larger?.includes(action.type) !== true || old?.identity !== undefined) return undefined
  const sequence = before.sequences.find(
    ({ ownedBy, type }) =>
      ownedBy?.table === table && ownedBy.column === action.column && type === old?.type,
  )
  if (sequence === undefined || old?.default?.startsWith('nextval(') !== true) return undefined
  return isGrown(sequence, script) ? undefined : sequence
}

/** Before or after: the order does not matter. */
function isGrown(
  { schema, name, type }: SequenceDescription,
  { statements }: AnalysedScript,
): boolean {
  return statements.some((statement) =>
    actionsOfKind(statement, 'alterSequence').some(
      (action) =>
        action.type !== undefined &&
        action.type !== type &&
        resolveRelation(statement.before, action.sequence) === `${schema}.${name}`,
    ),
  )
}
