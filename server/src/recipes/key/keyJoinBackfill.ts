import { quoteLiteral } from '../../sql/quoting.js'
import type { KeyJoinTable } from './keyJoinTable.js'
import type { PlannedBackfill, RehearsedTable } from '../recipe.js'

/**
 * One batch of links. A link that is being deleted is waited for, and one that is read keeps from
 * being deleted until the batch is done, so that the trigger sees its copy. Links that only the
 * copy has, from a writer that could not see it, go.
 */
export function joinBackfill({ tableKey, sqlTable, shadow, key }: KeyJoinTable): PlannedBackfill {
  const [first, second] = key.columns.map((name) => `"${name}"`)
  const list = `${first ?? ''}, ${second ?? ''}`
  const row = (prefix: string) => `(${prefix}${first ?? ''}, ${prefix}${second ?? ''})`
  const inSpan = `${row('t.')} >= ($1, $2) AND ${row('t.')} <= (SELECT ${list} FROM last)`
  const behindLast = 'NOT EXISTS (SELECT FROM next)'
  return {
    table: tableKey,
    key: key.columns,
    from: key.from,
    sql: `WITH span AS MATERIALIZED (
  SELECT ${list} FROM ${sqlTable} WHERE (${list}) >= ($1, $2) ORDER BY ${list} LIMIT $3
), last AS MATERIALIZED (
  SELECT ${list} FROM span ORDER BY ${first ?? ''} DESC, ${second ?? ''} DESC LIMIT 1
), next AS MATERIALIZED (
  SELECT ${list} FROM ${sqlTable} WHERE (${list}) >= ($1, $2) ORDER BY ${list} OFFSET $3 LIMIT 1
), todo AS MATERIALIZED (
  SELECT t."A", t."B" FROM ${sqlTable} AS t
  WHERE ${inSpan} AND NOT EXISTS (SELECT FROM ${shadow} AS c WHERE c."A" = t."A" AND c."B" = t."B")
  ORDER BY ${row('t.').slice(1, -1)} FOR KEY SHARE OF t
), done AS (
  INSERT INTO ${shadow} ("A", "B") SELECT "A", "B" FROM todo ON CONFLICT DO NOTHING RETURNING 1
), gone AS (
  DELETE FROM ${shadow} AS t
  WHERE ${row('t.')} >= ($1, $2) AND (${behindLast} OR ${row('t.')} <= (SELECT ${list} FROM last))
    AND NOT EXISTS (SELECT FROM ${sqlTable} AS o WHERE o."A" = t."A" AND o."B" = t."B") RETURNING 1
)
SELECT next.*, (SELECT count(*) FROM done) + (SELECT count(*) FROM gone) AS "rows"
FROM (VALUES (1)) AS always LEFT JOIN next ON true`,
  }
}

export function joinVerify(join: KeyJoinTable): readonly string[] {
  const { table, sqlTable } = join
  return [
    `SELECT ${quoteLiteral(`"${table.name}": a link that its copy lacks`)} AS "problem", ${keyText} AS "key"
FROM ${sqlTable} AS t
WHERE ${lacks(join.shadow)}`,
    `SELECT ${quoteLiteral(`"${table.name}": a link that only its copy has`)}, ${keyText}
FROM ${join.shadow} AS t
WHERE ${lacks(sqlTable)}`,
    `SELECT ${quoteLiteral(`"${table.name}" is published, and its copy would not be`)}, p.pubname::text
FROM pg_publication_rel AS r JOIN pg_publication AS p ON p.oid = r.prpubid
WHERE r.prrelid = ${quoteLiteral(sqlTable)}::regclass`,
  ]
}

/** Before the backfill is done, links may be missing. */
export function joinDivergence({ shadow, sqlTable }: KeyJoinTable): string {
  return `SELECT ${keyText} AS "key"\nFROM ${shadow} AS t\nWHERE ${lacks(sqlTable)}`
}

/** Holds for a link `t` that the other table does not have. */
export function lacks(other: string): string {
  return `NOT EXISTS (SELECT FROM ${other} AS o WHERE o."A" = t."A" AND o."B" = t."B")`
}

export function joinRehearsal({ tableKey, shadow }: KeyJoinTable): RehearsedTable {
  return {
    table: tableKey,
    oldColumns: ['A', 'B'],
    newColumns: ['A', 'B'],
    corruption: `DELETE FROM ${shadow} WHERE ctid = (SELECT ctid FROM ${shadow} LIMIT 1)`,
  }
}

const keyText = `concat_ws(', ', t."A"::text, t."B"::text)`
