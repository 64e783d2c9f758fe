/**
 * Names that Prisma gives to keys, indexes and constraints without `map:`. They are made from the
 * names in the database, as PostgreSQL makes its own (manual, CREATE TABLE: Parameters), but cut in
 * another way: what precedes the suffix is cut at a whole character so that all fits into 63 bytes.
 */
export function primaryKeyName(table: string): string {
  return withSuffix(table, '_pkey')
}

export function uniqueIndexName(table: string, columns: readonly string[]): string {
  return withSuffix([table, ...columns].join('_'), '_key')
}

export function indexName(table: string, columns: readonly string[]): string {
  return withSuffix([table, ...columns].join('_'), '_idx')
}

/** `table` and `columns` are those that hold the foreign key, not those that it refers to. */
export function foreignKeyName(table: string, columns: readonly string[]): string {
  return withSuffix([table, ...columns].join('_'), '_fkey')
}

/** The table of an implicit many-to-many relation. */
export function joinTableName(relationName: string): string {
  return withSuffix(`_${relationName}`, '')
}

export function joinTableKeyName(
  table: string,
  suffix: '_AB_pkey' | '_AB_unique' | '_B_index' | '_A_fkey' | '_B_fkey',
): string {
  return withSuffix(table, suffix)
}

/** NAMEDATALEN - 1 of an ordinary build (manual, Identifiers and Key Words). */
const identifierBytes = 63

function withSuffix(stem: string, suffix: string): string {
  return cutToBytes(stem, identifierBytes - suffix.length) + suffix
}

function cutToBytes(text: string, limit: number): string {
  let bytes = 0
  let end = 0
  for (const character of text) {
    bytes += utf8Bytes(character.codePointAt(0) ?? 0)
    if (bytes > limit) return text.slice(0, end)
    end += character.length
  }
  return text
}

function utf8Bytes(codePoint: number): number {
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}
