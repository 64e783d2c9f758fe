import { isSame } from '../parts/columnComparison.js'
import type { TypeSwap } from './typeSwap.js'

type Compared = Pick<TypeSwap, 'changed' | 'conversion' | 'style'>

/** SQL that holds for a row whose value stands in both columns, NULL in both included. */
export function isMigrated(swap: Compared, old: string, now: string): string {
  const same = isStrictlyMigrated(swap, old, now)
  return swap.conversion.fits === undefined
    ? same
    : `(${old} IS NULL) = (${now} IS NULL) AND (${same})`
}

/**
 * The same without regard to values that the new type cannot hold. Where new code writes the new
 * column, each of the two may hold more than the other can: then one is made of the other.
 */
export function isStrictlyMigrated(
  { changed, conversion, style }: Compared,
  old: string,
  now: string,
): string {
  const up = isSame(changed.now, now, conversion.up(old))
  return style === 'swap' ? up : `${up} OR ${isSame(changed.old, old, conversion.down(now))}`
}
