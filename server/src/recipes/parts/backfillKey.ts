import type { Catalogue, ColumnDescription, TableDescription } from '../../engine/catalogue.js'

/** How a backfill goes through a table: in the order of these columns, from this least key on. */
export type BackfillKey =
  | {
      readonly kind: 'columns'
      readonly columns: readonly string[]
      /** Text literals, one for each column, that no key precedes. */
      readonly from: readonly string[]
    }
  /** By the place of the rows in the file: the table has no key. */
  | { readonly kind: 'place' }

/**
 * The primary key, else the unique index with the fewest columns that are all NOT NULL, else the
 * place of the rows. Passed over are keys of a type whose least value is not known.
 */
export function backfillKey(table: TableDescription, catalogue: Catalogue): BackfillKey {
  const columnsOf = (names: readonly (string | null)[]) => {
    const columns = names.map((name) => table.columns.find((column) => column.name === name))
    return columns.flatMap((column) => (column?.notNull === true ? [column] : [])).length ===
      names.length
      ? columns.flatMap((column) => column ?? [])
      : []
  }
  const candidates = table.indexes
    .filter((index) => index.unique && index.valid && index.predicate === undefined)
    .filter((index) => index.method === 'btree')
    .toSorted(
      (left, right) =>
        Number(right.primary) - Number(left.primary) || left.columns.length - right.columns.length,
    )
  for (const index of candidates) {
    const columns = columnsOf(index.columns)
    const from = columns.map((column) => leastValue(column, catalogue))
    const known = from.flatMap((literal) => literal ?? [])
    if (columns.length > 0 && known.length === columns.length) {
      return { kind: 'columns', columns: columns.map(({ name }) => name), from: known }
    }
  }
  return { kind: 'place' }
}

/** The text of a value that nothing of the type precedes. */
function leastValue(column: ColumnDescription, catalogue: Catalogue): string | undefined {
  if (column.array) return '{}'
  if (column.typeKind === 'enum') return catalogue.enums[column.typeName]?.values[0]
  return leastValues[column.typeName.replace(/^.*\./, '')]
}

const leastValues: Readonly<Record<string, string>> = {
  int2: '-32768',
  int4: '-2147483648',
  int8: '-9223372036854775808',
  oid: '0',
  // Less than any number that a key can hold; '-Infinity' is known only from PostgreSQL 14 on.
  numeric: '-1e100000',
  float4: '-Infinity',
  float8: '-Infinity',
  text: '',
  varchar: '',
  bpchar: '',
  citext: '',
  bytea: '',
  uuid: '00000000-0000-0000-0000-000000000000',
  bool: 'false',
  date: '-infinity',
  timestamp: '-infinity',
  timestamptz: '-infinity',
  time: '00:00',
}
