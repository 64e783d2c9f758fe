import type { EnumDescription } from '../../engine/catalogue.js'
import type { TypeParts } from '../typeChange.js'

/** Characters of the longest text that a value of the type can have; Infinity where there is no bound. */
export function longestText({ name, numbers }: TypeParts, type?: EnumDescription): number {
  if (type !== undefined) return Math.max(...type.values.map((value) => [...value].length))
  if (name === 'numeric') {
    const [precision = Infinity] = numbers
    // A sign, a point and a zero before it.
    return precision + 3
  }
  return longest[name] ?? numbers[0] ?? Infinity
}

const longest: Readonly<Record<string, number>> = {
  boolean: 5,
  smallint: 6,
  integer: 11,
  bigint: 20,
  oid: 10,
  uuid: 36,
  text: Infinity,
  citext: Infinity,
  json: Infinity,
  jsonb: Infinity,
  name: 63,
}
