import { quotedList } from './clientTable.js'

/**
 * A subquery for some row's columns: the n-th by its key, counted round. Which keys there are is
 * known to the database alone, because some writes are refused and some cascade. `where` limits the
 * rows that it picks from.
 */
export function pickRow(
  relation: string,
  key: readonly string[],
  columns: readonly string[],
  n: number,
  { where = '', rows = 1 }: { readonly where?: string; readonly rows?: number } = {},
): string {
  const from = `FROM ${relation}${where === '' ? '' : ` WHERE ${where}`}`
  const count = `(SELECT ${n} % greatest(count(*), 1) ${from})`
  return `(SELECT ${quotedList(columns)} ${from} ORDER BY ${quotedList(key)} OFFSET ${count} LIMIT ${rows})`
}

/** `"id" IN (…)`: up to three rows. */
export function isAmongRows(relation: string, key: readonly string[], n: number): string {
  return `(${quotedList(key)}) IN ${pickRow(relation, key, key, n, { rows: 3 })}`
}

/** `"id" = (…)` or `("a", "b") = (…)`: the condition by which a client finds one row. */
export function isRow(relation: string, key: readonly string[], n: number): string {
  const names = quotedList(key)
  const left = key.length === 1 ? names : `(${names})`
  return `${left} = ${pickRow(relation, key, key, n)}`
}
