import type { TableDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import type { ShadowColumn, ShadowKey } from './shadowColumns.js'

/**
 * One value of one row of the copy is made another one, of a column that no key or check speaks of; where there is
 * no such column, a row goes.
 */
export function damagedRow(
  table: TableDescription,
  shadow: string,
  columns: readonly ShadowColumn[],
  key: ShadowKey,
): string {
  const bound = new Set([
    ...key.columns,
    ...table.constraints.filter(({ kind }) => kind !== 'notNull').flatMap((one) => one.columns),
    ...table.indexes.filter(({ unique }) => unique).flatMap((one) => one.columns),
  ])
  const found = columns
    .filter(({ name, now }) => now.notNull && !bound.has(name))
    .find(({ now }) => damages[now.type] !== undefined)
  const damage = found && damages[found.now.type]
  if (found === undefined || damage === undefined) {
    return `DELETE FROM ${shadow} WHERE ctid = (SELECT ctid FROM ${shadow} LIMIT 1)`
  }
  const name = quoteIdentifier(found.name)
  return `UPDATE ${shadow} SET ${name} = ${damage(name)} WHERE ctid = (SELECT ctid FROM ${shadow} LIMIT 1)`
}

const damages: Readonly<Record<string, (name: string) => string>> = {
  text: (name) => `${name} || '?'`,
  integer: (name) => `${name} # 1`,
  bigint: (name) => `${name} # 1`,
  boolean: (name) => `NOT ${name}`,
  uuid: (name) => `md5(${name}::text)::uuid`,
}
