import type { Node, TypeName } from '@pgsql/types'
import type { QualifiedName } from './action.js'
import { printIdentifier } from './quoting.js'
import { builtInTypeNames } from './builtInTypes.js'
import { nameOfNodes, stringsOf } from './treeNames.js'

/**
 * The type as PostgreSQL's `format_type` prints it: `integer`, `character varying(20)`, `text[]`,
 * `timestamp(3) without time zone`, `"Role"`. Types of other schemas than `pg_catalog` and
 * `public` keep their schema, as they do under the default `search_path`. Modifiers of a type that
 * an extension brings are printed as they were written.
 */
export function typeTextOf(typeName: TypeName): string {
  const { name, array } = elementOf(typeName)
  const modifiers = (typeName.typmods ?? []).map(modifierText)
  return `${elementText(name, modifiers)}${array ? '[]' : ''}`
}

/**
 * The name by which the type is looked up. `pg_catalog` is left out: the grammar itself puts it
 * before `integer` and its like.
 */
export function typeNameOf(typeName: TypeName): QualifiedName {
  return elementOf(typeName).name
}

export function isBuiltInType(name: QualifiedName): boolean {
  return name.schema === undefined && builtInTypeNames.has(name.name)
}

/** The type behind `serial` and its like, which are columns with a sequence and no types. */
export function typeBehindSerial(typeName: TypeName): string | undefined {
  const names = stringsOf(typeName.names)
  return names.length === 1 ? serialTypes[names[0] ?? ''] : undefined
}

/** The same by its name: the type as it is printed, and the name under which it is looked up. */
export function behindSerial(
  name: string,
): { readonly type: string; readonly name: string } | undefined {
  const type = serialTypes[name]
  const found = Object.entries(printedNames).find(([, printed]) => printed === type)
  return type === undefined || found === undefined ? undefined : { type, name: found[0] }
}

const serialTypes: Readonly<Record<string, string>> = {
  smallserial: 'smallint',
  serial2: 'smallint',
  serial: 'integer',
  serial4: 'integer',
  bigserial: 'bigint',
  serial8: 'bigint',
}

/** `_text` is the catalog's own name of `text[]`. */
function elementOf(typeName: TypeName): { name: QualifiedName; array: boolean } {
  const full = nameOfNodes(typeName.names)
  const name = full.schema === 'pg_catalog' ? { name: full.name } : full
  const isArray = 0 < (typeName.arrayBounds ?? []).length
  const element = { name: name.name.slice(1) }
  return name.schema === undefined && name.name.startsWith('_') && isBuiltInType(element)
    ? { name: element, array: true }
    : { name, array: isArray }
}

function elementText(name: QualifiedName, modifiers: readonly string[]): string {
  if (!isBuiltInType(name)) {
    const schema =
      name.schema === undefined || name.schema === 'public'
        ? ''
        : `${printIdentifier(name.schema)}.`
    return `${schema}${printIdentifier(name.name)}${inBrackets(modifiers)}`
  }
  switch (name.name) {
    case 'bpchar':
      return modifiers.length === 0 ? 'bpchar' : `character${inBrackets(modifiers)}`
    case 'numeric':
      return `numeric${inBrackets(modifiers.length === 1 ? [...modifiers, '0'] : modifiers)}`
    case 'time':
    case 'timestamp':
      return `${name.name}${inBrackets(modifiers.map(atMostSix))} without time zone`
    case 'timetz':
      return `time${inBrackets(modifiers.map(atMostSix))} with time zone`
    case 'timestamptz':
      return `timestamp${inBrackets(modifiers.map(atMostSix))} with time zone`
    case 'interval':
      return intervalText(modifiers)
    default:
      return `${printedNames[name.name] ?? printIdentifier(name.name)}${inBrackets(modifiers)}`
  }
}

const printedNames: Readonly<Record<string, string>> = {
  bool: 'boolean',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  varchar: 'character varying',
  varbit: 'bit varying',
  // Keywords that format_type prints without quotes nevertheless.
  bit: 'bit',
  json: 'json',
}

function inBrackets(modifiers: readonly string[]): string {
  return modifiers.length === 0 ? '' : `(${modifiers.join(',')})`
}

/** PostgreSQL lowers a greater precision of seconds to six with a warning. */
function atMostSix(precision: string): string {
  return String(Math.min(6, Number(precision)))
}

/**
 * `interval day to second(3)` keeps its fields as a sum of bits, then the precision (PostgreSQL's
 * utils/timestamp.h); 32767 stands for all fields.
 */
function intervalText([fields, precision]: readonly string[]): string {
  const name = fields === undefined ? '' : (intervalFields[Number(fields)] ?? '')
  return `interval${name}${precision === undefined ? '' : `(${atMostSix(precision)})`}`
}

const intervalFields: Readonly<Record<number, string>> = {
  4: ' year',
  2: ' month',
  8: ' day',
  1024: ' hour',
  2048: ' minute',
  4096: ' second',
  6: ' year to month',
  1032: ' day to hour',
  3080: ' day to minute',
  7176: ' day to second',
  3072: ' hour to minute',
  7168: ' hour to second',
  6144: ' minute to second',
}

function modifierText(node: Node): string {
  if ('ColumnRef' in node) return stringsOf(node.ColumnRef.fields).map(printIdentifier).join('.')
  if ('A_Expr' in node && node.A_Expr.rexpr !== undefined) {
    return `-${modifierText(node.A_Expr.rexpr)}`
  }
  if (!('A_Const' in node)) return ''
  const { ival, fval, sval } = node.A_Const
  if (sval !== undefined) return sval.sval ?? ''
  return fval?.fval ?? String(ival?.ival ?? 0)
}
