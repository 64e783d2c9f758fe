import { quoteIdentifier } from '../../sql/quoting.js'
import type { BackfillKey } from './backfillKey.js'
import type { PlannedBackfill } from '../recipe.js'

/** What a batch does to a row: `touch` assigns the column to itself and leaves the rest to the sync trigger. */
export type BackfillAssignment =
  | { readonly kind: 'touch'; readonly column: string }
  /** `expression` over the row, named `t`; the sync trigger does nothing. */
  | { readonly kind: 'direct'; readonly column: string; readonly expression: string }

export type BackfillPlan = {
  /** `schema.name`. */
  readonly table: string
  /** The table as SQL. */
  readonly sqlTable: string
  readonly key: BackfillKey
  readonly assignment: BackfillAssignment
  /** Condition, over the row named `t`, that holds until the row is done. */
  readonly pending: string
}

/**
 * One batch, as one statement that the application may run beside. Rows are locked in the order of
 * the key and only if they are still pending, so that batches and writers cannot wait for each
 * other in a circle, and a batch that is run again does nothing. The mode in which the sync trigger
 * works is set for this transaction alone.
 */
export function backfillBatch(plan: BackfillPlan): PlannedBackfill {
  const { key } = plan
  return key.kind === 'columns'
    ? { table: plan.table, key: key.columns, from: key.from, sql: batchByKey(plan, key) }
    : { table: plan.table, key: ['ctid'], from: ['(0,0)'], sql: batchByPlace(plan) }
}

function batchByKey(
  plan: BackfillPlan,
  { columns }: Extract<BackfillKey, { kind: 'columns' }>,
): string {
  const names = columns.map(quoteIdentifier)
  const list = names.join(', ')
  const row = (prefix: string) => rowOf(names.map((name) => `${prefix}${name}`))
  const first = rowOf(names.map((_, index) => `$${index + 1}`))
  const rows = `$${names.length + 1}`
  const order = names.map((name) => `${name} DESC`).join(', ')
  // Bounds that an index can use: a join alone may be planned as a scan of the whole table.
  const inSpan = `${row('t.')} >= ${first} AND ${row('t.')} <= (SELECT ${list} FROM last)`
  return `WITH span AS MATERIALIZED (
  SELECT ${list} FROM ${plan.sqlTable}
  WHERE ${rowOf(names)} >= ${first} ORDER BY ${list} LIMIT ${rows}
), last AS MATERIALIZED (
  SELECT ${list} FROM span ORDER BY ${order} LIMIT 1
), todo AS MATERIALIZED (
  SELECT ${names.map((name) => `t.${name}`).join(', ')} FROM ${plan.sqlTable} AS t
  WHERE ${inSpan} AND ${pendingInMode(plan)}
  ORDER BY ${names.map((name) => `t.${name}`).join(', ')} FOR NO KEY UPDATE OF t
), done AS (
  UPDATE ${plan.sqlTable} AS t SET ${assignmentText(plan.assignment)}
  FROM todo WHERE ${row('t.')} = ${row('todo.')} AND ${inSpan} RETURNING 1
), next AS (
  SELECT ${list} FROM ${plan.sqlTable}
  WHERE ${rowOf(names)} >= ${first} ORDER BY ${list} OFFSET ${rows} LIMIT 1
)
SELECT next.*, (SELECT count(*) FROM done) AS "rows"
FROM (VALUES (1)) AS always LEFT JOIN next ON true`
}

/**
 * Without a key: ranges of pages (TID range scans, PostgreSQL 14). A row that an update moves to a
 * later page is done, because the trigger has seen it; new rows are too. The number of rows becomes
 * a number of pages by the table's statistics, and the end is where the file ends now.
 */
function batchByPlace(plan: BackfillPlan): string {
  const page = "split_part(trim('()' FROM $1::text), ',', 1)::bigint"
  const rowsOnPage = `(SELECT CASE WHEN reltuples > 0 AND relpages > 0 THEN ceil(reltuples / relpages)::bigint ELSE 50 END
    FROM pg_class WHERE oid = ${regclass(plan.sqlTable)})`
  const end = `format('(%s,0)', ${page} + greatest(1, $2::bigint / ${rowsOnPage}))::tid`
  return `WITH edge AS MATERIALIZED (
  SELECT ${end} AS upper
), done AS (
  UPDATE ${plan.sqlTable} AS t SET ${assignmentText(plan.assignment)}
  WHERE t.ctid >= $1::text::tid AND t.ctid < (SELECT upper FROM edge) AND ${pendingInMode(plan)}
  RETURNING 1
)
SELECT CASE WHEN (SELECT upper FROM edge) < format('(%s,0)', pg_relation_size(${regclass(plan.sqlTable)}) / current_setting('block_size')::bigint)::tid
    THEN (SELECT upper FROM edge)::text END AS "ctid",
  (SELECT count(*) FROM done) AS "rows"`
}

/** The mode is set before the first row is looked at: a subquery that reads no row is computed once. */
function pendingInMode({ assignment, pending }: BackfillPlan): string {
  const mode = assignment.kind === 'touch' ? 'on' : 'mute'
  return `(SELECT set_config('concertina.backfill', '${mode}', true)) = '${mode}' AND ${pending}`
}

function assignmentText(assignment: BackfillAssignment): string {
  const name = quoteIdentifier(assignment.column)
  return assignment.kind === 'touch' ? `${name} = t.${name}` : `${name} = ${assignment.expression}`
}

function rowOf(parts: readonly string[]): string {
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(', ')})`
}

function regclass(sqlTable: string): string {
  return `'${sqlTable.replaceAll("'", "''")}'::regclass`
}
