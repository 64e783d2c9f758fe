import type { ColumnDescription } from '../../engine/catalogue.js'

/**
 * SQL that tells whether two values of the column's type are not the same value, NULL included.
 * PostgreSQL's own comparison serves only where equal means identical. `citext` calls 'A' and 'a'
 * equal, `numeric` 1.0 and 1.00, `interval` a month and 30 days, so that a change between them
 * would not be seen; `json`, `xml` and `point` have no comparison at all. All of these are
 * compared by their text.
 */
export function differs(column: ColumnDescription, left: string, right: string): string {
  const form = comparable(column)
  return `${form(left)} IS DISTINCT FROM ${form(right)}`
}

/** The opposite of `differs`. */
export function isSame(column: ColumnDescription, left: string, right: string): string {
  const form = comparable(column)
  return `${form(left)} IS NOT DISTINCT FROM ${form(right)}`
}

function comparable(column: ColumnDescription): (value: string) => string {
  // A collation may call different texts equal (CREATE COLLATION … deterministic = false).
  if (column.collation !== undefined) return (value) => `${value}::text COLLATE "C"`
  if (column.typeKind === 'enum' || identicalWhenEqual.has(column.typeName)) return (value) => value
  return (value) => `${value}::text`
}

const identicalWhenEqual: ReadonlySet<string> = new Set(
  `bool int2 int4 int8 float4 float8 text varchar uuid bytea date time timestamp timestamptz oid
  inet cidr macaddr bit varbit name`
    .split(/\s+/)
    .map((name) => `pg_catalog.${name}`),
)
