import type { ColumnOfField, EnumOfSchema } from '../../prisma/schemaModel.js'
import { quoteQualified } from '../../sql/quoting.js'

/** The type of a field in TypeScript: `string | null`, `'ADMIN' | 'USER'`. */
export function typeScriptType(column: ColumnOfField, enums: readonly EnumOfSchema[]): string {
  const type = plainType(column, enums)
  return column.optional ? `${type} | null` : type
}

export function plainType({ type }: ColumnOfField, enums: readonly EnumOfSchema[]): string {
  if (type.kind === 'enum') {
    const values = enums.find((one) => one.enum === type.enum)?.values ?? []
    return values.map(({ value }) => `'${value.name.text}'`).join(' | ') || 'string'
  }
  return type.kind === 'scalar' ? (types[type.name] ?? 'unknown') : 'unknown'
}

const types: Readonly<Partial<Record<string, string>>> = {
  String: 'string',
  Boolean: 'boolean',
  Int: 'number',
  BigInt: 'bigint',
  Float: 'number',
  DateTime: 'Date',
}

/** The type in SQL, for a value that nothing else tells it of. */
export function sqlType({ type }: ColumnOfField, enums: readonly EnumOfSchema[]): string {
  if (type.kind === 'enum') {
    const found = enums.find((one) => one.enum === type.enum)
    const name = found?.type ?? type.enum
    return quoteQualified(found?.schema === undefined ? { name } : { schema: found.schema, name })
  }
  if (type.kind !== 'scalar') return 'text'
  return natives[type.native?.name ?? ''] ?? scalars[type.name] ?? 'text'
}

const scalars: Readonly<Partial<Record<string, string>>> = {
  Boolean: 'boolean',
  Int: 'integer',
  BigInt: 'bigint',
  Float: 'double precision',
  DateTime: 'timestamp(3)',
}

const natives: Readonly<Partial<Record<string, string>>> = {
  Uuid: 'uuid',
  Timestamptz: 'timestamptz',
  Date: 'date',
  Citext: 'citext',
}
