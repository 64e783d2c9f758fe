import { fewOf, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { truncatedTables } from './truncatedTables.js'

/** CASCADE follows every foreign key that leads to the table (manual, TRUNCATE). */
export const truncateCascade: Rule = {
  id: 'truncate-cascade',
  severity: 'error',
  title: 'CASCADE empties every table that refers to this one as well',
  check: (analysed, script) =>
    truncatedTables(analysed, script)
      .filter(({ others }) => others.length > 0)
      .map(({ action, table, others }) => ({
        message: `Empties ${quotedTable(table)} and, because their foreign keys lead to it, ${fewOf(others.map(quotedTable))}: all rows of all of them are lost, and every query on them waits until the transaction ends. Name the tables that you mean and leave CASCADE out, so that PostgreSQL refuses the others.`,
        action,
        object: { table },
        hurts: ['data', 'readers', 'writers'],
        facts: { others },
      })),
}
