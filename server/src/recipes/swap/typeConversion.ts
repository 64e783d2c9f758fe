import type { ColumnDescription } from '../../engine/catalogue.js'
import { typePartsOf, type TypeParts } from '../../rules/typeChange.js'
import { isInteger, isNumber, isText } from '../../rules/typeRoute.js'

/** A value of one type as one of another, and back; every function makes SQL of SQL. */
export type Conversion = {
  /** NULL where the new type holds no such value. */
  readonly up: (value: string) => string
  readonly down: (value: string) => string
  /** Whether the new type holds the value; absent where it holds every one. */
  readonly fits?: (value: string) => string
  /** The same of a constant, where that can be told without a database; the type tells when absent. */
  readonly holds?: (constant: string) => boolean
  /** What such a value is not: `is longer than 20 characters`. */
  readonly misfit?: string
  /**
   * Values that get NULL or another one in their place because they do not fit, which is wanted: they
   * are kept in a table beside. Then there is no `fits`.
   */
  readonly rejects?: (value: string) => string
  /** What is lost of values that fit; absent where nothing is. */
  readonly loses?: string
  /** The same of the way back; what `loses` says when absent. */
  readonly losesBack?: string
  /** Values of the old type that fit, made of any (`$1`), for the proof. */
  readonly sample: string
  /** `environment` where the expressions name types of the project or of an extension. */
  readonly searchPath: 'pinned' | 'environment'
}

/** Between two types for which a cast does it, enums as the new type aside. */
export function conversionBetween(old: ColumnDescription, now: ColumnDescription): Conversion {
  const before = typePartsOf(old.type)
  const after = typePartsOf(now.type)
  const cast = (value: string) => `(${value})::${now.type}`
  // An assignment refuses a text that is too long, where a cast would cut it.
  const back = (value: string) =>
    isText(before) && isText(after) ? value : `(${value})::${old.type}`
  const plain: Conversion = {
    up: cast,
    down: back,
    sample: '$1',
    searchPath: [old, now].every(isBuiltIn) ? 'pinned' : 'environment',
  }
  if (before.name.startsWith('timestamp') && after.name.startsWith('timestamp')) {
    return { ...plain, ...betweenZones(old, now, before, after) }
  }
  if (before.name === 'json' && after.name === 'jsonb') return { ...plain, ...toJsonb(now) }
  if (isText(after) && after.numbers.length > 0) return { ...plain, ...shorter(now, after) }
  if (isNumber(before) && isNumber(after))
    return { ...plain, ...betweenNumbers(now, before, after) }
  return plain
}

/** Prisma keeps times in UTC, whatever zone a session is in. */
function betweenZones(
  old: ColumnDescription,
  now: ColumnDescription,
  before: TypeParts,
  after: TypeParts,
): Partial<Conversion> {
  const [had = 6] = before.numbers
  const [has = 6] = after.numbers
  return {
    up: (value) => `(${value} AT TIME ZONE 'UTC')::${now.type}`,
    down: (value) => `(${value} AT TIME ZONE 'UTC')::${old.type}`,
    ...(has < had ? { loses: `what stands behind ${has} digits of a second is rounded` } : {}),
  }
}

function toJsonb(now: ColumnDescription): Partial<Conversion> {
  return {
    ...partly(
      (value) => `strpos((${value})::text, '\\u0000') = 0`,
      (value) => `(${value})::${now.type}`,
    ),
    misfit: 'holds \\u0000',
    loses: 'white space, the order of keys, and all but the last of keys that stand twice',
  }
}

function shorter(now: ColumnDescription, { numbers: [room = 0] }: TypeParts): Partial<Conversion> {
  return {
    ...partly(
      (value) => `char_length(${value}) <= ${room}`,
      (value) => `(${value})::${now.type}`,
    ),
    misfit: `is longer than ${room} characters`,
    sample: `left($1, ${room})`,
  }
}

function betweenNumbers(
  now: ColumnDescription,
  before: TypeParts,
  after: TypeParts,
): Partial<Conversion> {
  const cast = (value: string) => `(${value})::${now.type}`
  const range = integerRanges[after.name]
  if (isInteger(before) && range !== undefined) {
    if (rank(before) <= rank(after)) return {}
    const [least, most] = range
    const fits = (value: string) => `${value} BETWEEN ${least} AND ${most}`
    return {
      ...partly(fits, cast),
      misfit: `is not between ${least} and ${most}`,
      sample: '$1 % 30000',
    }
  }
  if (after.name !== 'numeric') {
    const isExact =
      after.name === 'double precision' && ['smallint', 'integer', 'real'].includes(before.name)
    if (isExact) return {}
    return { loses: 'digits that the new type cannot hold', ...keptInRange(before) }
  }
  const [precision, scale = 0] = after.numbers
  if (precision === undefined) {
    return isInteger(before) ? {} : { loses: 'digits of a float behind the fifteenth' }
  }
  const limit = `1e${precision - scale}`
  const fits = (value: string) =>
    `${value} > -${limit} AND ${value} < ${limit} AND abs(round((${value})::numeric, ${scale})) < ${limit}`
  const holdsEvery = isInteger(before) && integerDigits(before) <= precision - scale
  return {
    ...(holdsEvery
      ? {}
      : {
          ...partly(fits, cast),
          misfit: `has more than ${precision - scale} digits before the point`,
          sample: `CASE WHEN ${fits('$1')} THEN $1 ELSE 1.005 END`,
        }),
    ...(isInteger(before) ? {} : { loses: `what stands behind ${scale} digits is rounded` }),
  }
}

/** The greatest numbers are rounded to a float that the old type does not hold any more. */
function keptInRange(before: TypeParts): Pick<Conversion, 'sample'> | undefined {
  if (isInteger(before)) return { sample: '$1 % 1000000' }
  const [precision, scale = 0] = before.name === 'numeric' ? before.numbers : []
  return precision === undefined
    ? undefined
    : { sample: `CASE WHEN abs($1) < 1e${precision - scale - 1} THEN $1 ELSE 1.5 END` }
}

/** The cast where the condition holds, NULL where it does not. */
export function partly(
  fits: (value: string) => string,
  up: (value: string) => string,
): Pick<Conversion, 'fits' | 'up'> {
  return { fits, up: (value) => `CASE WHEN ${fits(value)} THEN ${up(value)} END` }
}

function isBuiltIn({ typeName }: ColumnDescription): boolean {
  return typeName.startsWith('pg_catalog.')
}

export const integerRanges: Readonly<Record<string, readonly [least: string, most: string]>> = {
  smallint: ['-32768', '32767'],
  integer: ['-2147483648', '2147483647'],
  bigint: ['-9223372036854775808', '9223372036854775807'],
}

function rank({ name }: TypeParts): number {
  return Object.keys(integerRanges).indexOf(name)
}

function integerDigits({ name }: TypeParts): number {
  return name === 'smallint' ? 5 : name === 'integer' ? 10 : 19
}
