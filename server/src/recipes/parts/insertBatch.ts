import { quoteIdentifier } from '../../sql/quoting.js'
import type { BackfillKey } from './backfillKey.js'
import type { PlannedBackfill } from '../recipe.js'

export type InsertPlan = {
  /** `schema.name` of the table whose rows are gone through, and the same as SQL. */
  readonly table: string
  readonly sqlTable: string
  readonly key: BackfillKey
  /** The other table as SQL, with the columns in brackets. */
  readonly into: string
  /** For each row, named `t`, the values of those columns. */
  readonly values: string
  /** Condition, over the row named `t`, that holds until the other table has its row. */
  readonly pending: string
}

/**
 * One batch that makes a row of another table for each of these. The rows are locked against
 * writers while that is done: a writer who comes behind finds the new row. Undefined for a table without a key.
 */
export function insertBatch({
  table,
  sqlTable,
  key,
  into,
  values,
  pending,
}: InsertPlan): PlannedBackfill | undefined {
  if (key.kind === 'place') return undefined
  const names = key.columns.map(quoteIdentifier)
  const list = names.join(', ')
  const row = (prefix: string) => rowOf(names.map((name) => `${prefix}${name}`))
  const first = rowOf(names.map((_, index) => `$${index + 1}`))
  const rows = `$${names.length + 1}`
  return {
    table,
    key: key.columns,
    from: key.from,
    sql: `WITH span AS MATERIALIZED (
  SELECT ${list} FROM ${sqlTable}
  WHERE ${rowOf(names)} >= ${first} ORDER BY ${list} LIMIT ${rows}
), last AS MATERIALIZED (
  SELECT ${list} FROM span ORDER BY ${names.map((name) => `${name} DESC`).join(', ')} LIMIT 1
), todo AS MATERIALIZED (
  SELECT t.* FROM ${sqlTable} AS t
  WHERE ${row('t.')} >= ${first} AND ${row('t.')} <= (SELECT ${list} FROM last)
    AND (SELECT set_config('concertina.backfill', 'on', true)) = 'on' AND ${pending}
  ORDER BY ${names.map((name) => `t.${name}`).join(', ')} FOR NO KEY UPDATE OF t
), done AS (
  INSERT INTO ${into}
  SELECT ${values} FROM todo AS t
  ON CONFLICT DO NOTHING RETURNING 1
), next AS (
  SELECT ${list} FROM ${sqlTable}
  WHERE ${rowOf(names)} >= ${first} ORDER BY ${list} OFFSET ${rows} LIMIT 1
)
SELECT next.*, (SELECT count(*) FROM done) AS "rows"
FROM (VALUES (1)) AS always LEFT JOIN next ON true`,
  }
}

function rowOf(parts: readonly string[]): string {
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(', ')})`
}
