import type { ColumnDescription } from '../../engine/catalogue.js'
import type { EnumOfSchema } from '../../prisma/schemaModel.js'
import { constantOfDefault } from './constantText.js'

/**
 * `@default(…)` for the default that a column has in the database, so that Prisma sees no
 * difference: a constant of the field's own type where it is one, else the expression as it is.
 */
export function prismaDefault(
  column: ColumnDescription,
  enumeration: EnumOfSchema | undefined,
): string | undefined {
  const text = column.default
  if (column.identity !== undefined) return '@default(autoincrement())'
  if (column.generated !== undefined) return '@default(dbgenerated())'
  if (text === undefined) return undefined
  if (/^nextval\(/i.test(text)) return '@default(autoincrement())'
  if (column.array) return `@default(dbgenerated(${JSON.stringify(text)}))`
  const constant = constantOfDefault(text)
  const type = column.typeName.replace(/^.*\./, '')
  if (/^(?:now\(\)|CURRENT_TIMESTAMP)$/i.test(text)) return '@default(now())'
  if (enumeration !== undefined && constant !== undefined) {
    const value = enumeration.values.find(({ label }) => label === constant)
    if (value !== undefined) return `@default(${value.value.name.text})`
  }
  if (constant !== undefined && texts.has(type)) return `@default(${JSON.stringify(constant)})`
  if (constant !== undefined && numbers.has(type) && /^-?\d+(?:\.\d+)?$/.test(constant)) {
    return `@default(${constant})`
  }
  if (type === 'bool' && (text === 'true' || text === 'false')) return `@default(${text})`
  return `@default(dbgenerated(${JSON.stringify(text)}))`
}

const texts: ReadonlySet<string> = new Set([
  'text',
  'varchar',
  'bpchar',
  'citext',
  'json',
  'jsonb',
  'uuid',
])
const numbers: ReadonlySet<string> = new Set([
  'int2',
  'int4',
  'int8',
  'float8',
  'float4',
  'numeric',
])
