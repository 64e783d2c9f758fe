import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedColumn, quotedTable } from '../phrases.js'
import { unfilledColumns } from '../requiredColumn.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** PostgreSQL cannot fill the rows that are there (manual, ALTER TABLE: ADD COLUMN). */
export const addRequiredColumnNoDefault: Rule = {
  id: 'add-required-column-no-default',
  severity: 'error',
  title: 'A required column without a default is added to a table that may have rows',
  check: (analysed, script) =>
    unfilledColumns(analysed, script)
      .filter(({ filledByClient }) => filledByClient === undefined)
      .map(({ action, table }) => ({
        message: inSentences(
          `Adds the required column ${quotedColumn(table, action.column.name)} without a default: that fails as soon as ${quotedTable(table)} has a row, and afterwards every insert of running code that leaves the column out.`,
          lockSentence(analysed),
          'Give it a constant default, or add it as optional, fill it in batches and require it then.',
        ),
        action,
        object: { table, column: action.column.name },
        hurts: ['old-code', ...hurtByLocks(analysed)],
        recipe: 'add-required-column',
        facts: lockFacts(analysed),
      })),
}
