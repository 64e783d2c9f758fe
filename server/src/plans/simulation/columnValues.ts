import type { ColumnDescription } from '../../engine/catalogue.js'
import { quoteLiteral } from '../../sql/quoting.js'
import { literalSource, type LiteralSource } from './literalSources.js'
import type { Randomness } from './randomness.js'
import type { ValuedColumn } from './valuedColumn.js'

/** An SQL expression for an ordinary or extreme value of the column, with its cast. Never NULL. */
export function someValue(column: ValuedColumn, random: Randomness): string {
  if (column.made !== undefined) return madeOf(column, someValue(column.made.of, random))
  if (column.constants.length > 0 && random.chance(0.7)) {
    return typed(column, [random.pick(column.constants)])
  }
  const source = sourceOf(column)
  const modifiers = modifiersOf(column.description)
  if (!column.description.array) return typed(column, [source.any(random, modifiers)])
  const length = random.below(4)
  return typed(
    column,
    Array.from({ length }, () => source.any(random, modifiers)),
  )
}

/** An SQL expression for the n-th of many different values of the column. */
export function nthValue(column: ValuedColumn, n: number): string {
  if (column.made !== undefined) return madeOf(column, nthValue(column.made.of, n))
  return typed(column, [sourceOf(column).nth(n, modifiersOf(column.description))])
}

function madeOf({ description, made }: ValuedColumn, value: string): string {
  const expression = made?.expression.replaceAll('$1', () => `(${value})`) ?? value
  return `(${expression})::${description.type}`
}

/**
 * An SQL expression that is true when the column holds the value, both NULL included. Types without
 * an equality operator are compared as text.
 */
export function isSameValue(column: ColumnDescription, quotedName: string, value: string): string {
  return withoutEquality.has(column.typeName)
    ? `(${quotedName}::text IS NOT DISTINCT FROM (${value})::text)`
    : `(${quotedName} IS NOT DISTINCT FROM ${value})`
}

const withoutEquality: ReadonlySet<string> = new Set(
  ['json', 'xml', 'point', 'box', 'lseg', 'path', 'polygon', 'circle', 'line'].map(
    (name) => `pg_catalog.${name}`,
  ),
)

function sourceOf({ description, labels }: ValuedColumn): LiteralSource {
  if (labels.length > 0) {
    return {
      any: (random) => random.pick(labels),
      nth: (n) => labels[n % labels.length] ?? '',
    }
  }
  return literalSource(description.typeName) ?? unknownType
}

/** Domains, composite types and what extensions bring: one of these texts is often readable. */
const guesses = ['1', 'a', '2024-01-01', '{}', 'true', '(1)']
const unknownType: LiteralSource = {
  any: (random) => random.pick(guesses),
  nth: (n) => String(n),
}

/** `format_type` prints them behind the type's name: `numeric(10,2)`, `timestamp(3) without time zone`. */
function modifiersOf({ type }: ColumnDescription): readonly number[] {
  const [, inside] = /\((\d+(?:,\d+)*)\)/.exec(type) ?? []
  return inside === undefined ? [] : inside.split(',').map(Number)
}

function typed({ description }: ValuedColumn, values: readonly string[]): string {
  if (!description.array) return `${quoteLiteral(values[0] ?? '')}::${description.type}`
  return `ARRAY[${values.map((value) => quoteLiteral(value)).join(', ')}]::${description.type}`
}
