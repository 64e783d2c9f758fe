import type { SqlExpression } from '../sql/action.js'

/**
 * What ALTER COLUMN TYPE does to the table where nobody could measure it: `none` = the catalogue
 * only, `index` = the column's indexes are built anew, `rewrite` = the table with all its indexes.
 * Types are written as `format_type` prints them. The list holds what PostgreSQL takes for binary
 * coercible or simplifies away (manual, ALTER TABLE: Notes); all else is a rewrite. Between
 * timestamps with and without time zone it assumes sessions in UTC.
 */
export function typeChangeWork(
  column: string,
  from: string,
  to: string,
  using?: SqlExpression,
): 'none' | 'index' | 'rewrite' {
  if (using !== undefined && !isPlainCast(column, using)) return 'rewrite'
  if (from === to) return 'none'
  const before = typePartsOf(from)
  const after = typePartsOf(to)
  if (before.array || after.array) return 'rewrite'
  return before.name === after.name ? sameType(before, after) : otherType(before, after)
}

export type TypeParts = {
  readonly name: string
  readonly numbers: readonly number[]
  readonly array: boolean
}

/** `numeric(10,2)` → numeric, [10, 2]; `timestamp(3) without time zone` → the same name without (3). */
export function typePartsOf(type: string): TypeParts {
  const array = type.endsWith('[]')
  const element = array ? type.slice(0, -2) : type
  const modifiers = /\(([\d,-]+)\)/.exec(element)
  return {
    name: modifiers === null ? element : element.replace(modifiers[0], ''),
    numbers: (modifiers?.[1] ?? '').split(',').filter(Boolean).map(Number),
    array,
  }
}

function sameType(before: TypeParts, after: TypeParts): 'none' | 'rewrite' {
  const [oldSize = Infinity, oldScale] = before.numbers
  const [newSize = Infinity, newScale] = after.numbers
  if (before.name === 'numeric') {
    const keepsScale = newSize === Infinity || oldScale === newScale
    return keepsScale && oldSize <= newSize ? 'none' : 'rewrite'
  }
  const growsFreely =
    ['character varying', 'bit varying'].includes(before.name) || isTime(before.name)
  return growsFreely && oldSize <= newSize ? 'none' : 'rewrite'
}

function otherType(before: TypeParts, after: TypeParts): 'none' | 'index' | 'rewrite' {
  const pair = `${before.name} → ${after.name}`
  const isUnlimited = after.numbers.length === 0
  if (freePairs.has(pair)) return isUnlimited ? 'none' : 'rewrite'
  if (indexPairs.has(pair)) return isUnlimited ? 'index' : 'rewrite'
  const changesZone = /^timestamp with/.test(before.name) && /^timestamp with/.test(after.name)
  // The conversion hides the old precision, so that only the full six digits need no work.
  const isFull = isUnlimited || after.numbers[0] === 6
  if (!changesZone || !isFull) return 'rewrite'
  return (before.numbers[0] ?? 6) === 6 ? 'none' : 'index'
}

const freePairs: ReadonlySet<string> = new Set([
  'character varying → text',
  'text → character varying',
  'cidr → inet',
])

const indexPairs: ReadonlySet<string> = new Set([
  'citext → text',
  'citext → character varying',
  'text → citext',
  'character varying → citext',
  'integer → oid',
])

function isTime(name: string): boolean {
  return /^(timestamp|time|interval)\b/.test(name)
}

/** `c`, `c::type` or `CAST(c AS type)`: the same as no USING at all, as far as work goes. */
function isPlainCast(column: string, { node }: SqlExpression): boolean {
  const inner = 'TypeCast' in node ? node.TypeCast.arg : node
  if (inner === undefined || !('ColumnRef' in inner)) return false
  const last = inner.ColumnRef.fields?.at(-1)
  return last !== undefined && 'String' in last && last.String.sval === column
}
