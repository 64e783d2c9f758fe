/** The smallest value that at least `share` (0 to 1) of the values do not exceed; the nearest-rank method. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((smaller, larger) => smaller - larger)
  const rank = Math.max(1, Math.ceil(share * sorted.length))
  const value = sorted[rank - 1]
  if (value === undefined) throw new RangeError('No value was measured.')
  return value
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}
