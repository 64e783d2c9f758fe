import { shortName } from './objectNames.js'

/**
 * The name for the copy of an index or constraint: the old column's name in it replaced by the new
 * one, else the new one at the end, and a number where that is taken.
 */
export function copyName(
  name: string,
  column: string,
  newColumn: string,
  taken: ReadonlySet<string>,
): string {
  const at = name.lastIndexOf(column)
  const stem =
    at === -1
      ? `${name}_${newColumn}`
      : `${name.slice(0, at)}${newColumn}${name.slice(at + column.length)}`
  for (let number = 1; ; number += 1) {
    const candidate = shortName(stem, number === 1 ? '' : `_${number}`)
    if (!taken.has(candidate)) return candidate
  }
}
