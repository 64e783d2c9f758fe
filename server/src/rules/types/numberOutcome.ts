import type { TypeParts } from '../typeChange.js'
import type { CastOutcome } from './castOutcome.js'

/** Undefined where one of the types is no number. */
export function numberOutcome(before: TypeParts, after: TypeParts): CastOutcome | undefined {
  const old = rangeOf(before)
  const now = rangeOf(after)
  if (old === undefined || now === undefined) return undefined
  const changes = lossOf(before, after)
  const fails = overflowOf(before, after)
  return {
    ...(fails === undefined ? {} : { fails }),
    ...(changes === undefined ? {} : { changes }),
  }
}

/** `whole` digits before the point, `fraction` behind it; `significant` where digits float. */
type NumberRange = {
  readonly whole: number
  readonly fraction: number
  readonly significant: number
}

/** Digits that every value of the type keeps: FLT_DIG and DBL_DIG for the floating ones. */
function rangeOf({ name, numbers }: TypeParts): NumberRange | undefined {
  if (name === 'numeric') {
    const [precision = Infinity, scale = precision === Infinity ? Infinity : 0] = numbers
    const whole = precision === Infinity ? Infinity : precision - scale
    return { whole, fraction: scale, significant: precision }
  }
  return fixedRanges[name]
}

const fixedRanges: Readonly<Record<string, NumberRange>> = {
  smallint: { whole: 5, fraction: 0, significant: 5 },
  integer: { whole: 10, fraction: 0, significant: 10 },
  bigint: { whole: 19, fraction: 0, significant: 19 },
  real: { whole: 38, fraction: Infinity, significant: 6 },
  'double precision': { whole: 308, fraction: Infinity, significant: 15 },
}

function isFloat(name: string): boolean {
  return name === 'real' || name === 'double precision'
}

function lossOf(before: TypeParts, after: TypeParts): string | undefined {
  const old = rangeOf(before)
  const now = rangeOf(after)
  if (old === undefined || now === undefined) return undefined
  if (isFloat(after.name)) {
    const isWiderFloat = before.name === 'real' && after.name === 'double precision'
    if (isWiderFloat || before.name === after.name) return undefined
    if (isWhole(before)) {
      const exact = exactWholeNumbers[after.name] ?? 0
      const largest = largestWholeNumbers[before.name] ?? 10 ** old.whole
      return largest <= exact ? undefined : `whole numbers above ${exact} are rounded`
    }
    return old.significant <= now.significant
      ? undefined
      : `digits after the first ${now.significant} are rounded`
  }
  if (isFloat(before.name) && old.significant <= now.fraction) {
    return `digits after the first ${old.significant} are rounded`
  }
  if (old.fraction <= now.fraction) return undefined
  return now.fraction === 0
    ? 'what is behind the decimal point is rounded away'
    : `more than ${now.fraction} digits behind the decimal point are rounded`
}

function isWhole({ name, numbers }: TypeParts): boolean {
  const isNumericWithoutFraction =
    name === 'numeric' && numbers.length > 0 && (numbers[1] ?? 0) <= 0
  return name in largestWholeNumbers || isNumericWithoutFraction
}

/** 2^24 and 2^53: up to them every whole number has its own floating one. */
const exactWholeNumbers: Readonly<Record<string, number>> = {
  real: 16777216,
  'double precision': 9007199254740992,
}

const largestWholeNumbers: Readonly<Record<string, number>> = {
  smallint: 32767,
  integer: 2147483647,
  bigint: 9.3e18,
}

function overflowOf(before: TypeParts, after: TypeParts): string | undefined {
  const old = rangeOf(before)
  const now = rangeOf(after)
  if (
    old === undefined ||
    now === undefined ||
    (before.name === after.name && isFloat(after.name))
  ) {
    return undefined
  }
  const limit = limits[after.name]
  if (limit !== undefined) {
    const largest = largestWholeNumbers[before.name] ?? 10 ** old.whole
    const own = largestWholeNumbers[after.name] ?? 0
    return largest <= own ? undefined : `a value is not between ${limit}`
  }
  if (after.name === 'numeric') {
    return old.whole <= now.whole
      ? undefined
      : `a value has more than ${now.whole} digits before the decimal point`
  }
  return old.whole <= now.whole ? undefined : `a value is too large for ${after.name}`
}

const limits: Readonly<Record<string, string>> = {
  smallint: '-32768 and 32767',
  integer: '-2147483648 and 2147483647',
  bigint: '-9223372036854775808 and 9223372036854775807',
}
