import type { ColumnDescription } from '../../engine/catalogue.js'
import { typePartsOf } from '../../rules/typeChange.js'
import { constantOfDefault } from '../fill/constantText.js'
import { refusal } from '../parts/refusal.js'
import type { RecipeRefusal } from '../recipe.js'
import { integerRanges, type Conversion } from './typeConversion.js'

/**
 * A constant default that the new type does not hold: code that leaves the column out would go on
 * writing it, so that the rows to be changed first never come to an end.
 */
export function unfitDefaultObstacle(
  old: ColumnDescription,
  now: ColumnDescription,
  { fits, holds = (constant) => mayHold(now, constant), misfit = 'does not fit' }: Conversion,
): RecipeRefusal | undefined {
  const constant = old.default === undefined ? undefined : constantOfDefault(old.default)
  if (fits === undefined || constant === undefined || holds(constant)) return undefined
  return refusal(
    `Code that leaves "${old.name}" out gives it its default, ${old.default ?? ''}, which ${misfit}: such rows would go on coming. Change or drop the default in a migration of its own first, or choose what becomes of values that do not fit.`,
  )
}

/** True too where only the database could tell. */
function mayHold(now: ColumnDescription, constant: string): boolean {
  const { name, numbers } = typePartsOf(now.type)
  const [size] = numbers
  const number = /^ *[+-]?\d+(\.\d+)? *$/.test(constant) ? Number(constant) : undefined
  const range = integerRanges[name]
  if (range !== undefined) {
    const [least, most] = range.map(Number)
    return number !== undefined && number >= (least ?? 0) && number <= (most ?? 0)
  }
  switch (name) {
    case 'boolean':
      return /^(t|f|true|false|y|n|yes|no|on|off|[01](\.0+)?)$/i.test(constant.trim())
    case 'numeric':
      return size === undefined || Math.abs(number ?? 0) < 10 ** (size - (numbers[1] ?? 0))
    case 'uuid':
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(constant)
    case 'date':
    case 'timestamp without time zone':
    case 'timestamp with time zone':
      return /^\d{4}-\d\d-\d\d/.test(constant)
    case 'character varying':
    case 'character':
      return size === undefined || Array.from(constant).length <= size
    default:
      return true
  }
}
