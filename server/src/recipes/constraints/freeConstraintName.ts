import type { TableDescription } from '../../engine/catalogue.js'
import { shortName } from '../parts/objectNames.js'

/** `stem` and `suffix` in at most 63 bytes, with a number where a constraint of the table is called so. */
export function freeConstraintName(table: TableDescription, stem: string, suffix: string): string {
  const taken = new Set(table.constraints.map(({ name }) => name))
  for (let number = 1; ; number += 1) {
    const name = shortName(stem, number === 1 ? suffix : `${suffix}_${number}`)
    if (!taken.has(name)) return name
  }
}
