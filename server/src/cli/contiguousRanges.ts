/** Ascending numbers as ranges, the end of each not included: 1 2 3 7 → [1, 4], [7, 8]. */
export function contiguousRanges(
  numbers: readonly number[],
): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last?.[1] === number) last[1] = number + 1
    else ranges.push([number, number + 1])
  }
  return ranges
}
