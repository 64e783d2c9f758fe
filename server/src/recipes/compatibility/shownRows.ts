import type { TableDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { sqlBase, sqlView, type CompatibilityView } from './compatibilityView.js'

/**
 * Two queries with one text for each row: what the view shows, and what the old columns of the
 * table hold. They are compared as texts, because json, xml and point have no comparison. Left out
 * of both are columns of which the view is known not to give back everything.
 */
export function shownRows(
  view: CompatibilityView,
  table: TableDescription | undefined,
): { readonly view: string; readonly table?: string } {
  const exact = view.columns.filter((one) => one.kind === 'column' || one.exact)
  const columns = exact.map(({ shown }) => quoteIdentifier(shown))
  const hasAll = exact.every(({ shown }) => table?.columns.some(({ name }) => name === shown))
  const rowsOf = (relation: string) =>
    `SELECT ROW(${columns.map((column) => `r.${column}`).join(', ')})::text AS "key" FROM ${relation} AS r`
  return {
    view: rowsOf(sqlView(view)),
    ...(hasAll && columns.length > 0 ? { table: rowsOf(sqlBase(view)) } : {}),
  }
}

/** Rows of one and not of the other, twice where they stand twice. */
export function rowDifferences(one: string, other: string): string {
  return `SELECT d."key" FROM ((${one} EXCEPT ALL ${other}) UNION ALL (${other} EXCEPT ALL ${one})) AS d`
}
