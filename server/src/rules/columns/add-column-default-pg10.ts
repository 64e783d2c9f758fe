import { concerned } from '../concerned.js'
import { inSentences, quotedColumn, quotedTable } from '../phrases.js'
import { hasValue } from '../requiredColumn.js'
import type { Rule } from '../rule.js'

/** PostgreSQL 11 keeps such a default in the catalogue (release notes of PostgreSQL 11). */
export const addColumnDefaultPg10: Rule = {
  id: 'add-column-default-pg10',
  severity: 'hint',
  offByDefault: true,
  title: 'PostgreSQL 10 and earlier rewrite the table for a column with any default',
  yieldsTo: [
    'add-column-volatile-default',
    'add-column-constrained-domain',
    'add-column-serial-identity',
  ],
  decidedByVersion: true,
  check: (analysed, script) => {
    const isOld = script.postgresVersion < firstWithStoredDefaults
    if (!isOld || analysed.evidence.kind === 'refused') return []
    return concerned(analysed, script, 'addColumn', ({ table }) => table)
      .filter(({ action: { column } }) => hasValue(column) && column.generated === undefined)
      .map(({ action, table }) => ({
        message: inSentences(
          `Adds ${quotedColumn(table, action.column.name)} with a default, for which PostgreSQL ${script.postgresVersion} writes every row of ${quotedTable(table)} anew under ACCESS EXCLUSIVE (derived, the rehearsal runs on a later version): every query on it waits until it is done.`,
          'Add the column without the default, set the default for new rows after that, and fill the old rows in batches.',
        ),
        action,
        object: { table, column: action.column.name },
        hurts: ['readers', 'writers'],
        recipe: 'add-required-column',
      }))
  },
}

const firstWithStoredDefaults = 11
