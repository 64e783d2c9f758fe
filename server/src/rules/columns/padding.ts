/**
 * Bytes that alignment leaves unused between columns of these types, in this order. Only the fixed
 * sizes count: where a value of variable length ends differs from row to row, so that what comes
 * after it is taken for aligned.
 */
export function paddingOf(types: readonly string[]): number {
  let offset: number | undefined = 0
  let padding = 0
  for (const type of types) {
    const size = sizeOf(type)
    if (size === undefined) {
      offset = undefined
      continue
    }
    const start: number = alignedTo(offset ?? 0, size.alignment)
    padding += start - (offset ?? start)
    offset = start + size.bytes
  }
  return padding
}

/** The same types without padding: the largest alignment first, those of variable length last. */
export function withoutPadding(types: readonly string[]): readonly string[] {
  return types.toSorted(
    (left, right) => (sizeOf(right)?.alignment ?? 0) - (sizeOf(left)?.alignment ?? 0),
  )
}

function alignedTo(offset: number, alignment: number): number {
  return Math.ceil(offset / alignment) * alignment
}

type Size = { readonly bytes: number; readonly alignment: number }

function sizeOf(type: string): Size | undefined {
  return fixedSizes[type.replace(/\(\d+\)/, '')]
}

/** `typlen` and `typalign` of pg_type. */
const fixedSizes: Readonly<Record<string, Size>> = {
  bigint: { bytes: 8, alignment: 8 },
  'double precision': { bytes: 8, alignment: 8 },
  'timestamp without time zone': { bytes: 8, alignment: 8 },
  'timestamp with time zone': { bytes: 8, alignment: 8 },
  'time without time zone': { bytes: 8, alignment: 8 },
  money: { bytes: 8, alignment: 8 },
  interval: { bytes: 16, alignment: 8 },
  integer: { bytes: 4, alignment: 4 },
  real: { bytes: 4, alignment: 4 },
  date: { bytes: 4, alignment: 4 },
  oid: { bytes: 4, alignment: 4 },
  smallint: { bytes: 2, alignment: 2 },
  boolean: { bytes: 1, alignment: 1 },
  uuid: { bytes: 16, alignment: 1 },
}
