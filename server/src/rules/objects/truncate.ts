import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { refusal } from './refusal.js'
import { truncatedTables } from './truncatedTables.js'

/** ACCESS EXCLUSIVE, and no row is left (manual, TRUNCATE). */
export const truncate: Rule = {
  id: 'truncate',
  severity: 'error',
  title: 'Every row of a table is removed while every query on it waits',
  check: (analysed, script) =>
    truncatedTables(analysed, script)
      .filter(({ others }) => others.length === 0)
      .map(({ action, table }) => ({
        message: inSentences(
          `Empties ${quotedTable(table)}: all its rows are lost, and every query on it waits until the transaction ends.`,
          refusal(analysed),
          'If the rows may go, delete them in batches outside the migration; otherwise take the statement out.',
        ),
        action,
        object: { table },
        hurts: ['data', 'readers', 'writers'],
      })),
}
