import { quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { sayWrite, writtenRows } from './writtenRows.js'

/** A row that is changed is locked until the transaction ends (manual, section 13.3.2). */
export const unbatchedBackfill: Rule = {
  id: 'unbatched-backfill',
  severity: 'warning',
  title: 'Rows are changed in one statement, however many they are',
  yieldsTo: [
    'backfill-under-exclusive-lock',
    'duplicate-column-assignment',
    'enum-value-used-same-transaction',
  ],
  check: (analysed, script) =>
    writtenRows(analysed, script)
      .filter(({ rows, fillsNewColumns }) => rows === 'some' || (rows === 'all' && fillsNewColumns))
      .map((written) => {
        const every = written.rows === 'all' ? 'every row' : 'every row that its condition finds'
        return {
          message: `${sayWrite(written)} ${quotedTable(written.table)} in one statement of the migration: ${every} stays locked until the transaction ends, so that writes to it wait, and the deployment takes as long as it does. How many rows that are is not known here; where they are many, change them in batches outside the migration.`,
          action: written.action,
          object: { table: written.table },
          hurts: ['writers'],
        }
      }),
}
