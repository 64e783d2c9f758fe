import type { ColumnDescription } from '../../engine/catalogue.js'
import { typePartsOf, type TypeParts } from '../../rules/typeChange.js'
import { isInteger, isNumber, isText } from '../../rules/typeRoute.js'
import { textReader } from '../parts/textReaders.js'
import { partly, type Conversion } from './typeConversion.js'

/** Between two types of which neither holds every value of the other; undefined where none is known. */
export function partialConversion(
  old: ColumnDescription,
  now: ColumnDescription,
  postgresVersion: number,
): Conversion | undefined {
  if (old.array || now.array || old.typeKind !== 'base' || now.typeKind !== 'base') return undefined
  const before = typePartsOf(old.type)
  const after = typePartsOf(now.type)
  const isShort = after.numbers.length > 0 && isText(after)
  const found = isText(before)
    ? fromText(now, postgresVersion)
    : isText(after)
      ? isShort
        ? undefined
        : toText(old, before)
      : isNumber(before) && isInteger(after)
        ? toInteger(old, now, after)
        : (truth(before, after, old, now) ?? betweenDays(before, after, old, now))
  return found && { searchPath: 'pinned', ...found }
}

type Found = Omit<Conversion, 'searchPath'>

function fromText(now: ColumnDescription, postgresVersion: number): Found | undefined {
  const reader = textReader(now, postgresVersion)
  if (reader === undefined) return undefined
  const { fits, read, form, sample } = reader
  const text = (value: string) => `(${value})::text`
  const back = asText(now)
  return {
    ...partly(
      (value) => fits(text(value)),
      (value) => read(text(value)),
    ),
    down: back ?? text,
    misfit: `is not ${form}`,
    loses: 'how the text was written: blanks, leading zeros, the letters of a word',
    sample,
  }
}

/** Times, whose text follows the settings of a session elsewhere. */
function toText(old: ColumnDescription, { name }: TypeParts): Found | undefined {
  const up = asText(old)
  const reader = textReader(old, 0)
  if (up === undefined || reader === undefined) return undefined
  return {
    up,
    down: (value) => `CASE WHEN ${reader.fits(value)} THEN ${reader.read(value)} END`,
    sample: '$1',
    ...(name === 'date' ? {} : { loses: 'what stands behind 3 digits of a second' }),
  }
}

/** As JavaScript writes it; absent for types whose text is the same everywhere. */
function asText({ type }: ColumnDescription): ((value: string) => string) | undefined {
  const { name } = typePartsOf(type)
  const iso = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`
  if (name === 'date') return (value) => `to_char(${value}, 'YYYY-MM-DD')`
  if (name === 'timestamp without time zone') return (value) => `to_char(${value}, ${iso})`
  if (name === 'timestamp with time zone') {
    return (value) => `to_char(${value} AT TIME ZONE 'UTC', ${iso})`
  }
  return undefined
}

function toInteger(old: ColumnDescription, now: ColumnDescription, after: TypeParts): Found {
  const bits = { smallint: 15, integer: 31, bigint: 63 }[after.name] ?? 31
  const limit = (2n ** BigInt(bits)).toString()
  const rounded = (value: string) => `round((${value})::numeric)`
  return {
    ...partly(
      (value) =>
        `CASE WHEN ${value} > -${limit}::numeric - 1 AND ${value} < ${limit} THEN ${rounded(value)} >= -${limit}::numeric AND ${rounded(value)} < ${limit} ELSE false END`,
      (value) => `${rounded(value)}::${now.type}`,
    ),
    down: (value) => `(${value})::${old.type}`,
    misfit: `is no number that ${now.type} holds`,
    loses: 'what stands behind the point is rounded',
    sample: `((abs(hashtext(($1)::text)::bigint) % 6000) / 8.0)::${old.type}`,
  }
}

function truth(
  before: TypeParts,
  after: TypeParts,
  old: ColumnDescription,
  now: ColumnDescription,
): Found | undefined {
  const one = (value: string, type: string) =>
    `(CASE WHEN ${value} THEN 1 WHEN NOT ${value} THEN 0 END)::${type}`
  if (before.name === 'boolean' && isNumber(after)) {
    return {
      up: (value) => one(value, now.type),
      down: (value) => `(${value} <> 0)`,
      sample: '$1',
    }
  }
  if (!isNumber(before) || after.name !== 'boolean') return undefined
  return {
    ...partly(
      (value) => `${value} IN (0, 1)`,
      (value) => `(${value} = 1)`,
    ),
    down: (value) => one(value, old.type),
    misfit: 'is neither 0 nor 1',
    sample: `(abs(hashtext(($1)::text)::bigint) % 2)::${old.type}`,
  }
}

/** In UTC, as Prisma keeps times. */
function betweenDays(
  before: TypeParts,
  after: TypeParts,
  old: ColumnDescription,
  now: ColumnDescription,
): Found | undefined {
  const zone = 'timestamp with time zone'
  const toDay = (type: string) => (value: string) =>
    type === zone ? `(${value} AT TIME ZONE 'UTC')::date` : `(${value})::date`
  const toTime = (parts: TypeParts, type: string) => (value: string) =>
    parts.name === zone
      ? `((${value})::timestamp AT TIME ZONE 'UTC')::${type}`
      : `(${value})::${type}`
  if (before.name === 'date' && after.name.startsWith('timestamp')) {
    return { up: toTime(after, now.type), down: toDay(after.name), sample: '$1' }
  }
  if (!before.name.startsWith('timestamp') || after.name !== 'date') return undefined
  return {
    up: toDay(before.name),
    down: toTime(before, old.type),
    loses: 'the time of the day',
    sample: '$1',
  }
}
