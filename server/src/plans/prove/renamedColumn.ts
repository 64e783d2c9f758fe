import type { Catalogue, TableDescription } from '../../engine/catalogue.js'

/** A column that stands in the place of another after the plan. */
export type RenamedColumn = { readonly from: string; readonly to: string }

/**
 * The column that was renamed, or swapped for another: the only one that is gone from the table
 * where only one has come.
 */
export function renamedColumn(
  before: TableDescription | undefined,
  after: TableDescription | undefined,
): RenamedColumn | undefined {
  if (before === undefined || after === undefined) return undefined
  const gone = columnsGone(before, after)
  const come = columnsGone(after, before)
  const [from] = gone
  const [to] = come
  return gone.length === 1 && come.length === 1 && from !== undefined && to !== undefined
    ? { from, to }
    : undefined
}

/** Columns of the first that the second has no more. */
export function columnsGone(
  before: TableDescription,
  after: TableDescription | undefined,
): readonly string[] {
  const now = new Set(after?.columns.map((column) => column.name) ?? [])
  return before.columns.map((column) => column.name).filter((name) => !now.has(name))
}

export function tableOf(
  catalogue: Catalogue,
  name: string | undefined,
): TableDescription | undefined {
  return name === undefined ? undefined : catalogue.tables[name]
}
