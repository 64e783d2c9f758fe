import type { ColumnDescription } from '../../engine/catalogue.js'
import { quoteLiteral } from '../../sql/quoting.js'

/**
 * A value for rows that have none, offered as the default answer: the plainest one of the type.
 * Undefined for types without one that anybody would expect. `labels` are those of an enum.
 */
export function defaultExpressionFor(
  column: Pick<ColumnDescription, 'typeName' | 'typeKind' | 'array'>,
  labels: readonly string[],
): string | undefined {
  if (column.array) return "'{}'"
  if (column.typeKind === 'enum')
    return labels[0] === undefined ? undefined : quoteLiteral(labels[0])
  return plainest[column.typeName.replace(/^.*\./, '')]
}

/** The same where no two rows may have the same value. */
export function uniqueExpressionFor(
  column: Pick<ColumnDescription, 'typeName' | 'array'>,
): string | undefined {
  if (column.array) return undefined
  const type = column.typeName.replace(/^.*\./, '')
  if (type === 'uuid') return 'gen_random_uuid()'
  return ['text', 'varchar', 'citext', 'bpchar'].includes(type)
    ? 'gen_random_uuid()::text'
    : undefined
}

const plainest: Readonly<Record<string, string>> = {
  text: "''",
  varchar: "''",
  bpchar: "''",
  citext: "''",
  bool: 'false',
  int2: '0',
  int4: '0',
  int8: '0',
  numeric: '0',
  float4: '0',
  float8: '0',
  money: '0',
  oid: '0',
  timestamp: 'CURRENT_TIMESTAMP',
  timestamptz: 'CURRENT_TIMESTAMP',
  date: 'CURRENT_DATE',
  time: "'00:00'",
  timetz: "'00:00+00'",
  uuid: 'gen_random_uuid()',
  json: "'{}'",
  jsonb: "'{}'",
  bytea: "''",
  xml: "''",
}
