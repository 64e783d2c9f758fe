import type { A_Const, Node, ResTarget } from '@pgsql/types'
import { relationsOf } from '../../sql/objectsOf.js'
import { quoteLiteral } from '../../sql/quoting.js'
import type { SqlAction } from '../../sql/action.js'
import { actionsOfKind } from '../concerned.js'
import { partsOf } from '../expressionTree.js'
import { executionSentence } from '../executionPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation, resolveType } from '../resolveName.js'
import { remembered } from '../remembered.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { earlierInTransaction } from '../transactionOf.js'
import { columnsOfType } from '../typeUsers.js'

type AddedValue = {
  readonly type: string
  readonly value: string
  readonly isOfNewType: boolean
}

/** A value that is not committed yet must not get into a row or an index (manual, ALTER TYPE). */
export const enumValueUsedSameTransaction: Rule = {
  id: 'enum-value-used-same-transaction',
  severity: 'error',
  title: 'A new enum value is used in the transaction that adds it, which PostgreSQL refuses',
  decidedByVersion: true,
  check: (analysed, script) => {
    const { statement } = analysed
    if (statement.kind === 'unparsed') return []
    return addedBefore(analysed, script)
      .filter((added) => isUsed(added, analysed, script))
      .flatMap(({ type, value }) => {
        const action = blamed(statement.actions, value, script) ?? statement.actions[0]
        if (action === undefined) return []
        return {
          message: inSentences(
            `Uses ${quoteLiteral(value)} of the enum ${quotedTable(type)} in the transaction that adds it: PostgreSQL refuses a value that is not committed yet (55P04), so that the migration fails and nothing of it is applied.`,
            executionSentence(script),
            'Add the value in a migration of its own, and use it in the next one.',
          ),
          action,
          object: { type, value },
          hurts: ['new-code'],
        } as const
      })
  },
}

/** Values of the same transaction, but for those that are as good as old: since 17 those of a new type. */
function addedBefore(analysed: AnalysedStatement, script: AnalysedScript): readonly AddedValue[] {
  if (!addsValue(script)) return []
  const earlier = earlierInTransaction(analysed, script)
  const created = earlier.flatMap((statement) =>
    actionsOfKind(statement, 'createEnum').map(({ type }) => resolveType(type)),
  )
  return earlier
    .flatMap((statement) =>
      actionsOfKind(statement, 'addEnumValue')
        .filter(({ type, value }) => {
          const known = statement.before.enums[resolveType(type)]
          return known?.values.includes(value) !== true
        })
        .map(({ type, value }) => ({
          type: resolveType(type),
          value,
          isOfNewType: created.includes(resolveType(type)),
        })),
    )
    .filter(({ isOfNewType }) => !isOfNewType || script.postgresVersion < 17)
}

const addsValue = remembered(({ statements }: AnalysedScript) =>
  statements.some((statement) => actionsOfKind(statement, 'addEnumValue').length > 0),
)

/**
 * As PostgreSQL said when it executed the statement, or, where each statement was committed for
 * the sake of measuring, because the value stands in it and a column or a cast of the type does.
 */
function isUsed(
  { type, value, isOfNewType }: AddedValue,
  analysed: AnalysedStatement,
  { origin }: AnalysedScript,
): boolean {
  const { statement, evidence } = analysed
  if (statement.kind === 'unparsed') return false
  if (evidence.kind === 'refused') {
    return (
      evidence.failure.sqlState === unsafeNewValue &&
      evidence.failure.message.includes(`"${value}"`)
    )
  }
  // A pending script is measured in one transaction, where PostgreSQL 18 would have refused it.
  if (origin === 'pending' && evidence.kind === 'measured' && !isOfNewType) return false
  const isOfType = (column: string) =>
    columnsOfType({ ...analysed, newTables: new Set() }, type).some(
      (user) => user.column === column,
    )
  return hasConstant(statement.node, value, isOfType) && concernsType(type, analysed)
}

const unsafeNewValue = '55P04'

/** Strings of that value, but for those that go into a column of another type. */
function hasConstant(root: Node, value: string, isOfType: (column: string) => boolean): boolean {
  const parts = [...partsOf(root)]
  const all = parts.filter((part) => isConstant(part, value))
  const others = parts.flatMap((part) => {
    const { ResTarget: target } = part as { readonly ResTarget?: ResTarget }
    if (target?.name === undefined || target.val === undefined) return []
    return isConstant(target.val, value) && !isOfType(target.name) ? [target.val] : []
  })
  return all.length > others.length
}

function isConstant(part: object, value: string): boolean {
  return 'A_Const' in part && (part.A_Const as A_Const).sval?.sval === value
}

function concernsType(type: string, { statement, before }: AnalysedStatement): boolean {
  return relationsOf(statement).some(({ kind, name }) => {
    if (kind === 'type') return resolveType(name) === type
    const table = before.tables[resolveRelation(before, name)]
    return table?.columns.some(({ typeName }) => typeName === type) === true
  })
}

/** Of several commands the one in which the value stands. */
function blamed(
  actions: readonly SqlAction[],
  value: string,
  { text }: AnalysedScript,
): SqlAction | undefined {
  return actions.find(({ whole }) =>
    text.slice(whole.start, whole.end).includes(quoteLiteral(value)),
  )
}
