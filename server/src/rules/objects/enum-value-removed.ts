import { quoteLiteral } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, listed, quotedColumn, quotedTable } from '../phrases.js'
import type { Rule, RuleFinding } from '../rule.js'
import type { AnalysedScript } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import type { EnumSwap } from '../stories/story.js'

/** PostgreSQL cannot take a value from an enum, so that the type is made anew under every column. */
export const enumValueRemoved: Rule = {
  id: 'enum-value-removed',
  severity: 'error',
  title:
    'An enum loses values: every table that uses it is rewritten, and rows that hold them fail',
  check: (analysed, script) =>
    actionsOfKind(analysed, 'createEnum').flatMap((action) =>
      script.stories.enumSwaps
        .filter(({ created, columns }) => created === action && columns.length > 0)
        .map((swap) => finding(swap, script)),
    ),
}

function finding(swap: EnumSwap, script: AnalysedScript): RuleFinding {
  const { type, removed, added, created, columns, conversions } = swap
  const values = listed(removed.map(quoteLiteral))
  const it = removed.length === 1 ? 'it' : 'one of them'
  const users = listed(
    columns.map(({ table, column }) => quotedColumn(table, column)),
    'or',
  )
  const statements = conversions.flatMap((index) => script.statements[index] ?? [])
  return {
    message: inSentences(
      `Takes ${values} from the enum ${quotedTable(type)}: that fails while a row or the default of ${users} holds ${it}, and afterwards running code that writes ${it} fails.`,
      lockSentence(...statements),
      'Move the rows to another value in an earlier deployment, or leave the value in the enum and stop using it.',
    ),
    action: created,
    ...(added.length === 0 ? { recipe: 'remove-enum-value' } : {}),
    ...(added.length === removed.length ? { recipe: 'rename-enum-value' } : {}),
    object: { type, value: removed.join(', ') },
    hurts: ['data', 'old-code', ...hurtByLocks(...statements)],
    facts: {
      ...lockFacts(...statements),
      removed,
      added,
      columns: columns.map(({ table, column }) => `${table}.${column}`),
    },
  }
}
