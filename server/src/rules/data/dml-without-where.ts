import { quoteIdentifier } from '../../sql/quoting.js'
import { fewOf, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { writtenRows, type WrittenRows } from './writtenRows.js'

/** Without a condition, or with one that is always true, every row is changed (manual, UPDATE and DELETE). */
export const dmlWithoutWhere: Rule = {
  id: 'dml-without-where',
  severity: 'error',
  title: 'Every row of a table is overwritten or deleted',
  yieldsTo: ['duplicate-column-assignment', 'enum-value-used-same-transaction'],
  check: (analysed, script) =>
    writtenRows(analysed, script)
      .filter(({ rows, fillsNewColumns }) => rows === 'all' && !fillsNewColumns)
      .map((written) => ({
        message: `${sayWhat(written)}, and every row stays locked until the transaction ends, so that writes to it wait. ${remedy(written)}`,
        action: written.action,
        object: { table: written.table },
        hurts: ['data', 'writers'],
      })),
}

function sayWhat({ action, table }: WrittenRows): string {
  return action.kind === 'delete'
    ? `Deletes every row of ${quotedTable(table)}: they are lost`
    : `Overwrites ${fewOf(action.columns.map(quoteIdentifier))} in every row of ${quotedTable(table)}: the old values are lost`
}

function remedy({ action }: WrittenRows): string {
  return action.kind === 'delete'
    ? 'Add a WHERE that names the rows that may go; if all may, delete them in batches outside the migration.'
    : 'Add a WHERE that leaves out the rows that are right already; if none is, change them in batches outside the migration.'
}
