import { shortName } from '../parts/objectNames.js'
import type { TableContext } from '../parts/tableContext.js'

/** The column beside the old one, and the field that stands for it until the contract. */
export type SwapNames = {
  readonly column: string
  readonly field: string
  /** The type of that field, where the schema calls it other than that of the field in the end. */
  readonly type?: string
}

/** A field must not be called like the column of another field either, which Prisma refuses. */
export function swapNames(
  { table, model }: TableContext,
  column: string,
  field: string,
): SwapNames {
  const columns = new Set(table.columns.map(({ name }) => name))
  const fields = new Set(model.block.fields.map(({ name }) => name.text))
  const name = firstFree((suffix) => shortName(column, `_v2${suffix}`), columns)
  const taken = new Set([...fields, ...columns])
  return { column: name, field: firstFree((suffix) => `${field}V2${suffix}`, taken) }
}

function firstFree(make: (suffix: string) => string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const name = make(number === 1 ? '' : `_${number}`)
    if (!taken.has(name)) return name
  }
}
