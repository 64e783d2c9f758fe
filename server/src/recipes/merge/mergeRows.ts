import { quoteIdentifier } from '../../sql/quoting.js'
import type { MergedTables } from './mergedTables.js'
import type { MergePart } from './mergeParts.js'

/** The columns that both tables have, the key first, quoted and in the same order on both sides. */
export function columnsOf({ key, pairs }: MergePart): {
  readonly now: readonly string[]
  readonly old: readonly string[]
} {
  const all = [...key.pairs, ...pairs]
  return {
    now: all.map(({ target }) => quoteIdentifier(target)),
    old: all.map(({ source }) => quoteIdentifier(source.name)),
  }
}

/** Whole rows are compared as texts: some types have no equality. */
export function rowOf(quoted: readonly string[], prefix: string): string {
  return `ROW(${quoted.map((name) => `${prefix}${name}::text`).join(', ')})`
}

/** Whether the row of the new table is one of the part's. */
export function labelIs(
  { discriminator }: MergedTables,
  { label }: MergePart,
  now: string,
): string {
  return `${now}${quoteIdentifier(discriminator.column.name)} = ${label}`
}

/** Whether a row of the new table and one of the old have the same key, kinds aside. */
export function keyOf({ key }: MergePart, now: string, old: string): string {
  return key.pairs
    .map(
      ({ source, target }) =>
        `${old}${quoteIdentifier(source.name)} = ${now}${quoteIdentifier(target)}`,
    )
    .join(' AND ')
}

export function isRowOf(merged: MergedTables, part: MergePart, now: string, old: string): string {
  return `${labelIs(merged, part, now)} AND ${keyOf(part, now, old)}`
}

/** Whether the row `old` of the old table has its like in the new one. */
export function hasLike(merged: MergedTables, part: MergePart, row: string): string {
  const { now, old } = columnsOf(part)
  return `EXISTS (SELECT FROM ${merged.sqlNew} AS n WHERE ${isRowOf(merged, part, 'n.', row)} AND ${rowOf(now, 'n.')} IS NOT DISTINCT FROM ${rowOf(old, row)})`
}
