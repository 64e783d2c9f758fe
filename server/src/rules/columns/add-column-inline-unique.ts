import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedColumn, quotedTable } from '../phrases.js'
import { hasValue } from '../requiredColumn.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { checkedConstraints } from './inlineConstraints.js'

/** The index behind the constraint is built under the lock of ALTER TABLE, which stops reads too. */
export const addColumnInlineUnique: Rule = {
  id: 'add-column-inline-unique',
  severity: 'warning',
  title:
    'A unique constraint written on a new column builds its index while nobody can use the table',
  yieldsTo: ['add-required-column-no-default', 'prisma-level-default-required'],
  check: (analysed, script) =>
    checkedConstraints(analysed, script, ['unique', 'primaryKey'], '23505').map(
      ({ action, table, constraint, severity }) => ({
        message: inSentences(
          `Adds ${quotedColumn(table, action.column.name)} as ${constraint.kind === 'unique' ? 'UNIQUE' : 'PRIMARY KEY'}, whose index is built from every row at once.`,
          hasValue(action.column)
            ? `Its default is the same in all of them: that fails (23505) as soon as ${quotedTable(table)} has two.`
            : '',
          lockSentence(analysed),
          'Add the column alone, and build the index with CREATE UNIQUE INDEX CONCURRENTLY, alone in a migration of its own.',
        ),
        severity,
        action,
        object: { table, column: action.column.name },
        hurts: hurtByLocks(analysed),
        facts: lockFacts(analysed),
      }),
    ),
}
