import { migrationSlug } from '../../migrations/migrationSlug.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { backfillBatch } from '../parts/backfillBatch.js'
import type { BackfillKey } from '../parts/backfillKey.js'
import { nothingToTakeBack } from '../parts/nothingToTakeBack.js'
import type { PlanDraft } from '../recipe.js'
import type { RowSql } from '../parts/rowSql.js'
import { rowsWith, verifyQuery } from '../parts/verifyQuery.js'

export type FilledRows = {
  /** `schema.name` */
  readonly tableKey: string
  readonly table: string
  readonly sqlTable: string
  readonly column: string
  readonly columns: readonly string[]
  readonly model: string
  readonly key: BackfillKey
  readonly sql: RowSql
}

/** A plan of one phase that changes nothing but rows: a backfill, and the query that says when it is done. */
export function movedRowsPlan({
  tableKey,
  table,
  sqlTable,
  column,
  columns,
  model,
  key,
  sql,
}: FilledRows): PlanDraft {
  const slug = migrationSlug(`fill ${table} ${column}`) || 'fill_rows'
  const header = { recipe: 'move-rows', operation: 'K1', slug }
  const name = quoteIdentifier(column)
  const pending = `(${sql.where}) AND (${sql.value}) IS NOT NULL`
  return {
    kind: 'plan',
    ...header,
    title: `Fill "${column}" of "${table}" in batches`,
    subject: { model, table: tableKey, columns: [column] },
    answers: {},
    phases: [
      {
        name: 'expand',
        migrations: [],
        schemaEdits: [],
        rollback: nothingToTakeBack(header),
        explanation: `Nothing changes in the database itself. The backfill gives "${column}" of "${table}" the value ${sql.value} in the rows where it is NULL (${sql.where}), in batches that each lock a few rows for a moment.`,
        application: `Code has to live with rows of "${table}" whose "${column}" is still NULL. Whoever writes a row gives the column its value, else the row waits for the backfill to be run again.`,
      },
    ],
    backfill: backfillBatch({
      table: tableKey,
      sqlTable,
      key,
      assignment: { kind: 'direct', column, expression: sql.value },
      pending,
    }),
    verify: verifyQuery([rowsWith(sqlTable, key, 'has no value', pending)]),
    rehearsal: {
      table: tableKey,
      oldColumns: columns,
      newColumns: columns,
      settle: `UPDATE ${sqlTable} AS t SET ${name} = ${sql.value} WHERE ${pending}`,
      corruption: `UPDATE ${sqlTable} SET ${name} = NULL WHERE ctid = (SELECT t.ctid FROM ${sqlTable} AS t WHERE t.${name} IS NOT NULL AND (${sql.value}) IS NOT NULL LIMIT 1)`,
    },
  }
}
