import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedColumn } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { checkedConstraints } from './inlineConstraints.js'

/** Every row is read although all of them hold the same value there (manual, ALTER TABLE: Notes). */
export const addColumnInlineCheck: Rule = {
  id: 'add-column-inline-check',
  severity: 'warning',
  title: 'A CHECK written on a new column reads the whole table while nobody can use it',
  yieldsTo: ['add-required-column-no-default', 'prisma-level-default-required'],
  check: (analysed, script) =>
    checkedConstraints(analysed, script, ['check'], '23514').map(
      ({ action, table, constraint, severity }) => ({
        message: inSentences(
          `Adds ${quotedColumn(table, action.column.name)} with CHECK (${constraint.expression.text}), which is checked on every row that is there.`,
          lockSentence(analysed),
          'Add the column without the CHECK, the CHECK after it with NOT VALID, and validate it in a migration of its own.',
        ),
        severity,
        action,
        object: { table, column: action.column.name },
        hurts: hurtByLocks(analysed),
        facts: lockFacts(analysed),
      }),
    ),
}
