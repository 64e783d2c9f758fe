import type { ColumnDescription } from '../../engine/catalogue.js'

/** A column's type as Prisma writes it: the field's type, and the attribute where the type is not Prisma's usual one. */
export type PrismaType = { readonly type: string; readonly attribute?: string }

/**
 * The scalar type of a column, array or not, as Prisma's introspection names it (Prisma reference,
 * "Type mapping between PostgreSQL and Prisma schema"). `datasource` is the name of the datasource
 * block. Enums are not looked at here.
 */
export function prismaType(
  column: Pick<ColumnDescription, 'type' | 'array'>,
  datasource: string,
): PrismaType {
  const text = column.array ? column.type.replace(/\[\]$/, '') : column.type
  const [, name = '', inBrackets, zone = ''] =
    /^([a-z ]+?)(?:\(([\d,]+)\))?( with(?:out)? time zone)?$/.exec(text) ?? []
  const known = types[`${name}${zone}`]
  if (known === undefined) return { type: `Unsupported(${JSON.stringify(text)})` }
  const [type, native, usual] = known
  // Without a precision PostgreSQL keeps six digits of a second.
  const given = inBrackets ?? (zone === '' ? undefined : '6')
  if (native === undefined || given === usual) return { type }
  const argument = given === undefined ? '' : `(${given.replace(',', ', ')})`
  return { type, attribute: `@${datasource}.${native}${argument}` }
}

/** Prisma's type, the native type's name, and what stands in brackets when no attribute is needed. */
const types: Readonly<
  Record<string, readonly [type: string, native?: string, usual?: string | undefined]>
> = {
  text: ['String'],
  'character varying': ['String', 'VarChar', 'none'],
  character: ['String', 'Char', 'none'],
  uuid: ['String', 'Uuid', 'none'],
  xml: ['String', 'Xml', 'none'],
  inet: ['String', 'Inet', 'none'],
  citext: ['String', 'Citext', 'none'],
  bit: ['String', 'Bit', 'none'],
  'bit varying': ['String', 'VarBit', 'none'],
  boolean: ['Boolean'],
  integer: ['Int'],
  smallint: ['Int', 'SmallInt', 'none'],
  oid: ['Int', 'Oid', 'none'],
  bigint: ['BigInt'],
  'double precision': ['Float'],
  real: ['Float', 'Real', 'none'],
  numeric: ['Decimal', 'Decimal', '65,30'],
  money: ['Decimal', 'Money', 'none'],
  'timestamp without time zone': ['DateTime', 'Timestamp', '3'],
  'timestamp with time zone': ['DateTime', 'Timestamptz', 'none'],
  date: ['DateTime', 'Date', 'none'],
  'time without time zone': ['DateTime', 'Time', 'none'],
  'time with time zone': ['DateTime', 'Timetz', 'none'],
  jsonb: ['Json'],
  json: ['Json', 'Json', 'none'],
  bytea: ['Bytes'],
}
