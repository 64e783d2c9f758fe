import type { ScalarName } from '../../prisma/schemaModel.js'
import { typePartsOf } from '../typeChange.js'

/**
 * The scalar as which Prisma introspects a type that `format_type` prints so (Prisma docs,
 * PostgreSQL connector: type mapping). Undefined for enums and for what Prisma does not support.
 */
export function prismaScalarOf(type: string): ScalarName | undefined {
  return scalars[typePartsOf(type).name]
}

const scalars: Readonly<Record<string, ScalarName>> = {
  smallint: 'Int',
  integer: 'Int',
  oid: 'Int',
  bigint: 'BigInt',
  real: 'Float',
  'double precision': 'Float',
  numeric: 'Decimal',
  money: 'Decimal',
  text: 'String',
  'character varying': 'String',
  character: 'String',
  citext: 'String',
  uuid: 'String',
  inet: 'String',
  bit: 'String',
  'bit varying': 'String',
  xml: 'String',
  boolean: 'Boolean',
  date: 'DateTime',
  'timestamp without time zone': 'DateTime',
  'timestamp with time zone': 'DateTime',
  'time without time zone': 'DateTime',
  'time with time zone': 'DateTime',
  json: 'Json',
  jsonb: 'Json',
  bytea: 'Bytes',
}
