import { concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedColumn } from '../phrases.js'
import { rewriteCauses } from '../rewriteCauses.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** nextval() gives every row a number of its own, so that every row is written (manual, ALTER TABLE: Notes). */
export const addColumnSerialIdentity: Rule = {
  id: 'add-column-serial-identity',
  severity: 'error',
  title: 'A column that numbers itself is added, and every row is rewritten to get its number',
  check: (analysed, script) => {
    const causes = rewriteCauses(analysed)
    return concerned(analysed, script, 'addColumn', ({ table }) => table)
      .filter(({ action }) => causes.has(action))
      .filter(({ action: { column } }) => column.serial || column.identity !== undefined)
      .map(({ action, table }) => ({
        message: inSentences(
          `Adds ${quotedColumn(table, action.column.name)} with a sequence, from which every row that is there takes a number.`,
          lockSentence(analysed),
          'Add the column as optional and without the sequence, create a sequence that it owns, make nextval() its default, and number the old rows in batches.',
        ),
        action,
        object: { table, column: action.column.name },
        hurts: hurtByLocks(analysed),
        facts: lockFacts(analysed),
      }))
  },
}
