import type { ColumnDescription } from '../engine/catalogue.js'
import { typeChangeWork, typePartsOf, type TypeParts } from './typeChange.js'

/** What decides how a column comes to another type. */
export type TypedColumn = Pick<ColumnDescription, 'name' | 'type' | 'typeKind' | 'array'>

/** The operations of the catalogue of recipes for a changed type. */
export type TypeOperation =
  | 'C1'
  | 'C2'
  | 'C3'
  | 'C4'
  | 'C5'
  | 'C6'
  | 'C7'
  | 'C8'
  | 'C9'
  | 'C10'
  | 'C11'
  | 'C12'
  | 'C13'
  | 'F3'

/**
 * C0, the router: which operation brings a column from one type to another. `isKey`: the column is
 * part of the primary key, so that rows of other tables refer to it. C3 is what remains: types
 * between which not every value has a counterpart.
 */
export function typeRoute(from: TypedColumn, to: TypedColumn, isKey: boolean): TypeOperation {
  if (from.array !== to.array) return 'C12'
  if (to.typeKind === 'enum') return from.typeKind === 'enum' ? 'F3' : 'C8'
  const before = typePartsOf(from.type)
  const after = typePartsOf(to.type)
  const isPlain = !from.array && from.typeKind === 'base' && to.typeKind === 'base'
  if (isPlain && !changesZone(before, after)) {
    if (typeChangeWork(from.name, from.type, to.type) === 'none') return 'C1'
  }
  if (isKey) {
    if (isInteger(before) && isInteger(after)) return 'C5'
    return after.name === 'uuid' ? 'C6' : 'C7'
  }
  if (from.array || to.typeKind !== 'base') return 'C3'
  return plainRoute(from, before, after)
}

function plainRoute(from: TypedColumn, before: TypeParts, after: TypeParts): TypeOperation {
  if (changesZone(before, after)) return 'C11'
  if (before.name === 'json' && after.name === 'jsonb') return 'C13'
  if (before.name === 'jsonb' && after.name === 'json') return 'C2'
  if (isInteger(before) && after.name === 'bigint') return 'C4'
  if (isNumber(before) && isNumber(after)) return numberRoute(before, after)
  if (!isText(after)) return 'C3'
  if (isText(before)) return after.numbers.length > 0 ? 'C9' : 'C2'
  const hasOneText = from.typeKind === 'enum' || textuals.has(before.name)
  if (!hasOneText) return 'C3'
  return after.numbers.length > 0 ? 'C3' : 'C2'
}

function numberRoute(before: TypeParts, after: TypeParts): TypeOperation {
  if (isInteger(before) && isInteger(after)) {
    return integers.indexOf(before.name) < integers.indexOf(after.name) ? 'C2' : 'C9'
  }
  if (after.name === 'numeric') return isInteger(before) ? 'C2' : 'C10'
  if (isInteger(after)) return 'C3'
  return 'C2'
}

/** From timestamp to timestamptz or back. */
function changesZone(before: TypeParts, after: TypeParts): boolean {
  const isTimestamp = [before, after].every(({ name }) => name.startsWith('timestamp'))
  return isTimestamp && before.name !== after.name
}

export function isInteger({ name }: TypeParts): boolean {
  return integers.includes(name)
}

/** Whether every value of the first fits into the second, and not the other way round. */
export function isSmallerInteger(one: TypeParts, other: TypeParts): boolean {
  return isInteger(one) && integers.indexOf(one.name) < integers.indexOf(other.name)
}

export function isNumber({ name }: TypeParts): boolean {
  return integers.includes(name) || ['numeric', 'real', 'double precision'].includes(name)
}

export function isText({ name }: TypeParts): boolean {
  return ['text', 'character varying', 'character', 'citext'].includes(name)
}

/** In the order of their size. */
const integers: readonly string[] = ['smallint', 'integer', 'bigint']

/** Types with one text for each value, whatever the settings of the session (DateStyle, TimeZone). */
const textuals: ReadonlySet<string> = new Set([
  ...integers,
  ...['numeric', 'boolean', 'uuid', 'inet', 'cidr', 'jsonb', 'json', 'real', 'double precision'],
])
