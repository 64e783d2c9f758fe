import { textValue, nthText } from './textValues.js'
import type { Randomness } from './randomness.js'

/** How values of one type are made, as PostgreSQL reads them: text without quotes. */
export type LiteralSource = {
  /** An ordinary or an extreme value. */
  readonly any: (random: Randomness, modifiers: readonly number[]) => string
  /** The n-th of many different values. */
  readonly nth: (n: number, modifiers: readonly number[]) => string
}

/** The source for `schema.name` of a type; undefined for a type that is not known here. */
export function literalSource(typeName: string): LiteralSource | undefined {
  const name = typeName.slice(typeName.indexOf('.') + 1)
  return sources.get(name)
}

const text: LiteralSource = {
  any: (random, [length]) => textValue(random, length),
  nth: (n, [length]) => nthText(n, length),
}

const bits: LiteralSource = {
  any: (random, [length = 1]) => Array.from({ length }, () => String(random.below(2))).join(''),
  nth: (n, [length = 1]) => n.toString(2).padStart(length, '0').slice(-length),
}

/** Keys begin high, beside the rows that migrations may have inserted. */
function whole(extremes: readonly string[], firstKey: bigint): LiteralSource {
  return {
    any: (random) =>
      random.chance(0.4) ? random.pick(extremes) : String(random.below(2000) - 1000),
    nth: (n) => String(firstKey + BigInt(n)),
  }
}

function fraction(extremes: readonly string[]): LiteralSource {
  return {
    any: (random) =>
      random.chance(0.4) ? random.pick(extremes) : String((random.below(2e6) - 1e6) / 1000),
    nth: (n) => `${n}.5`,
  }
}

/** `numeric(precision, scale)`, or without limits when no modifiers are given. */
const numeric: LiteralSource = {
  any: (random, modifiers) => {
    const [precision = 20, scale = modifiers.length === 0 ? 6 : 0] = modifiers
    const digits = Math.max(precision - scale, 0)
    const largest = `${'9'.repeat(digits) || '0'}${scale > 0 ? `.${'9'.repeat(scale)}` : ''}`
    if (random.chance(0.4)) return random.pick(['0', largest, `-${largest}`, leastOf(scale)])
    const before = String(random.below(10 ** Math.min(digits, 6)))
    return scale > 0 ? `${before}.${String(random.below(10 ** Math.min(scale, 6)))}` : before
  },
  nth: (n, [precision = 20, scale = 0]) =>
    precision > scale ? String(n % 10 ** Math.min(precision - scale, 15)) : leastOf(scale),
}

function leastOf(scale: number): string {
  return scale > 0 ? `0.${'0'.repeat(scale - 1)}1` : '1'
}

/** The n-th moment, one second apart, in the form that every date and time type reads. */
function moments(form: (iso: string) => string, extremes: readonly string[]): LiteralSource {
  const at = (seconds: number) => form(new Date(seconds * 1000).toISOString())
  return {
    any: (random) =>
      random.chance(0.3) ? random.pick(extremes) : at(1.6e9 + random.below(2e8) + 0.123),
    nth: (n) => at(1.9e9 + n * 86_400 + n),
  }
}

const timestamps = moments(
  (iso) => iso,
  [
    '1970-01-01T00:00:00.000Z',
    '0001-01-01T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
    '2024-02-29T12:00:00.005Z',
  ],
)
const dates = moments((iso) => iso.slice(0, 10), ['1970-01-01', '9999-12-31', '2024-02-29'])
const times = moments((iso) => iso.slice(11, 23), ['00:00:00', '23:59:59.999'])

const uuid: LiteralSource = {
  any: (random) =>
    `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-8${hex(random, 3)}-${hex(random, 12)}`,
  nth: (n) => `c0ce27a0-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
}

function hex(random: Randomness, length: number): string {
  return Array.from({ length }, () => random.below(16).toString(16)).join('')
}

const json: LiteralSource = {
  any: (random) =>
    random.pick(['{}', '[]', 'null', '0', '""', '{"a": null, "b": [1, 2.50]}', '"it\'s \\"😀\\""']),
  nth: (n) => `{"n": ${n}}`,
}

const bytes: LiteralSource = {
  any: (random) => random.pick(['\\x', '\\x00', '\\xff00fe', `\\x${hex(random, 16)}`]),
  nth: (n) => `\\x${n.toString(16).padStart(8, '0')}`,
}

const booleans: LiteralSource = {
  any: (random) => random.pick(['true', 'false']),
  nth: (n) => String(n % 2 === 0),
}

const addresses: LiteralSource = {
  any: (random) => random.pick(['127.0.0.1', '::1', `10.0.${random.below(256)}.1`]),
  nth: (n) => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
}

function fixed(...values: readonly string[]): LiteralSource {
  return {
    any: (random) => random.pick(values),
    nth: (n) => values[n % values.length] ?? '',
  }
}

const vector: LiteralSource = {
  any: (random, [dimensions = 3]) =>
    `[${Array.from({ length: dimensions }, () => random.below(100) / 10).join(',')}]`,
  nth: (n, [dimensions = 3]) => `[${Array.from({ length: dimensions }, () => n).join(',')}]`,
}

const sources: ReadonlyMap<string, LiteralSource> = new Map([
  ['text', text],
  ['varchar', text],
  ['bpchar', text],
  ['citext', text],
  ['name', text],
  ['bool', booleans],
  ['int2', whole(['0', '1', '-1', '32767', '-32768'], 1000n)],
  ['int4', whole(['0', '1', '-1', '2147483647', '-2147483648'], 1_000_000n)],
  [
    'int8',
    whole(
      ['0', '-1', '2147483648', '9007199254740991', '9223372036854775807', '-9223372036854775808'],
      1_000_000n,
    ),
  ],
  ['oid', fixed('0', '1', '4294967295')],
  ['float4', fraction(['0', '-0', '1.005', '3.4e38', '1e-37'])],
  ['float8', fraction(['0', '-0', '1.005', '2.345678', '1.7e308', '1e-307', '0.1'])],
  ['numeric', numeric],
  ['money', fixed('0', '-1.99', '1234567.89')],
  ['timestamp', timestamps],
  ['timestamptz', timestamps],
  ['date', dates],
  ['time', times],
  ['timetz', times],
  ['interval', fixed('0', '1 day', '-1 year 2 months', '00:00:00.001')],
  ['uuid', uuid],
  ['json', json],
  ['jsonb', json],
  ['bytea', bytes],
  ['inet', addresses],
  ['cidr', fixed('10.0.0.0/8', '192.168.1.0/24')],
  ['macaddr', fixed('08:00:2b:01:02:03')],
  ['bit', bits],
  ['varbit', bits],
  ['xml', fixed('<a/>', '<a b="c">ä</a>')],
  ['tsvector', fixed('', "'a':1 'b':2")],
  ['tsquery', fixed("'a' & 'b'")],
  ['point', fixed('(0,0)', '(1.5,-2)')],
  ['box', fixed('(1,1),(0,0)')],
  ['lseg', fixed('[(0,0),(1,1)]')],
  ['path', fixed('[(0,0),(1,1)]')],
  ['polygon', fixed('((0,0),(1,1),(1,0))')],
  ['circle', fixed('<(0,0),1>')],
  ['line', fixed('{1,2,3}')],
  ['int4range', fixed('empty', '[1,10)', '(,5)')],
  ['int8range', fixed('empty', '[1,10)', '(,5)')],
  ['numrange', fixed('empty', '[1.5,10)', '(,5)')],
  ['tsrange', fixed('empty', '[2024-01-01,2024-02-01)')],
  ['tstzrange', fixed('empty', '[2024-01-01,2024-02-01)')],
  ['daterange', fixed('empty', '[2024-01-01,2024-02-01)')],
  ['hstore', fixed('', '"a"=>"1"')],
  ['ltree', fixed('a', 'a.b.c')],
  ['vector', vector],
  ['halfvec', vector],
])
