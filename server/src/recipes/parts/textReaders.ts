import type { ColumnDescription } from '../../engine/catalogue.js'
import { typePartsOf, type TypeParts } from '../../rules/typeChange.js'
import { quoteLiteral } from '../../sql/quoting.js'

/**
 * How a text is read as a value of a type. PostgreSQL stops at the first text that it cannot read,
 * and catches that only in a function, so that the texts it can read are told by their form.
 */
export type TextReader = {
  /** SQL that holds for a text that can be read, and never fails. */
  readonly fits: (text: string) => string
  /** SQL for the value of such a text. */
  readonly read: (text: string) => string
  /** What such a text is: `a whole number between …`. */
  readonly form: string
  /** SQL for a text that can be read, made of any. */
  readonly sample: string
}

/** Undefined where nothing tells which texts can be read: JSON and addresses before PostgreSQL 16. */
export function textReader(
  column: ColumnDescription,
  postgresVersion: number,
): TextReader | undefined {
  const parts = typePartsOf(column.type)
  const number = `abs(hashtext(($1)::text)::bigint)`
  const cast = (text: string) => `(${text})::${column.type}`
  const range = integerRanges[parts.name]
  if (range !== undefined) {
    const [least, most] = range
    return {
      fits: guarded(
        '^ *[+-]?[0-9]{1,19} *$',
        (text) => `(${text})::numeric BETWEEN ${least} AND ${most}`,
      ),
      read: cast,
      form: `a whole number between ${least} and ${most}`,
      sample: `(${number} % 30000)::text`,
    }
  }
  const isFloat = ['real', 'double precision'].includes(parts.name)
  if (parts.name === 'numeric' || isFloat) {
    const limit = numericLimit(parts)
    return {
      fits:
        limit === undefined
          ? (text) => matches(text, decimal)
          : guarded(
              decimal,
              (text) => `abs(round((${text})::numeric, ${limit.scale})) < 1e${limit.digits}`,
            ),
      read: cast,
      form: `a number${limit === undefined ? '' : ` with at most ${limit.digits} digits before the point`}`,
      sample: `((${number} % 800) / 8.0)::numeric(6, 2)::text`,
    }
  }
  if (parts.name === 'boolean') {
    return {
      fits: (text) =>
        `lower(btrim(${text})) IN ('true', 'false', 't', 'f', 'yes', 'no', 'y', 'n', 'on', 'off', '1', '0')`,
      read: cast,
      form: 'true or false',
      sample: `(${number} % 2 = 0)::text`,
    }
  }
  if (parts.name === 'uuid') {
    return {
      fits: (text) => matches(text, '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'),
      read: cast,
      form: 'a UUID',
      sample: 'md5(($1)::text)::uuid::text',
    }
  }
  return timeReader(column, parts, number) ?? checkedReader(column, parts, postgresVersion)
}

/** ISO 8601, as JavaScript and JSON write it; without a zone it is UTC, as Prisma keeps times. */
function timeReader(
  column: ColumnDescription,
  { name }: TypeParts,
  number: string,
): TextReader | undefined {
  const moment = `'2020-01-01'::timestamp + (${number} % 100000) * interval '1 minute'`
  if (name === 'date') {
    return {
      fits: guarded(`^${day}$`, isDay),
      read: (text) => `(${text})::date`,
      form: 'a day as 2026-01-31',
      sample: `to_char(${moment}, 'YYYY-MM-DD')`,
    }
  }
  if (!name.startsWith('timestamp')) return undefined
  const clock =
    '([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)?)?'
  const zoned = (text: string) =>
    `(CASE WHEN ${text} ~ ':.*(Z|[+-][0-9:]+)$' THEN ${text} WHEN length(${text}) = 10 THEN ${text} || 'T00:00Z' ELSE ${text} || 'Z' END)::timestamptz`
  return {
    fits: guarded(`^${day}${clock}$`, isDay),
    read: (text) =>
      name === 'timestamp with time zone'
        ? `(${zoned(text)})::${column.type}`
        : `(${zoned(text)} AT TIME ZONE 'UTC')::${column.type}`,
    form: 'a time as 2026-01-31T12:30:00Z',
    sample: `to_char(${moment}, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
  }
}

/** pg_input_is_valid asks the type itself (PostgreSQL 16). */
function checkedReader(
  { type }: ColumnDescription,
  { name, numbers }: TypeParts,
  postgresVersion: number,
): TextReader | undefined {
  const sample = checkedSamples[name]
  if (sample === undefined || numbers.length > 0 || postgresVersion < 16) return undefined
  return {
    fits: (text) => `pg_input_is_valid(${text}, ${quoteLiteral(type)})`,
    read: (text) => `(${text})::${type}`,
    form: `what ${type} can read`,
    sample,
  }
}

const checkedSamples: Readonly<Record<string, string>> = {
  json: 'to_json(($1)::text)::text',
  jsonb: 'to_json(($1)::text)::text',
  inet: `'10.0.0.' || length(($1)::text) % 250`,
}

const decimal = '^ *[+-]?([0-9]{1,30}([.][0-9]{0,30})?|[.][0-9]{1,30}) *$'
const day = '(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])'

/** Not every month has a 31st. */
function isDay(text: string): string {
  const first = `make_date(substr(${text}, 1, 4)::int, substr(${text}, 6, 2)::int, 1)`
  return `substr(${text}, 9, 2)::int <= extract(day FROM ${first} + interval '1 month' - interval '1 day')`
}

/** CASE keeps the order: what follows the form is not tried on a text that has another. */
function guarded(form: string, condition: (text: string) => string): (text: string) => string {
  return (text) => `CASE WHEN ${matches(text, form)} THEN ${condition(text)} ELSE false END`
}

function matches(text: string, form: string): string {
  return `${text} ~ ${quoteLiteral(form)}`
}

function numericLimit({ name, numbers }: TypeParts) {
  const [precision, scale = 0] = numbers
  return name !== 'numeric' || precision === undefined
    ? undefined
    : { digits: precision - scale, scale }
}

const integerRanges: Readonly<Record<string, readonly [least: string, most: string]>> = {
  smallint: ['-32768', '32767'],
  integer: ['-2147483648', '2147483647'],
  bigint: ['-9223372036854775808', '9223372036854775807'],
}
