import type { ColumnDescription } from '../../engine/catalogue.js'
import { columnNamed } from '../../prisma/lookups.js'
import { quoteLiteral } from '../../sql/quoting.js'
import type { DroppedTable } from '../drop/droppedTable.js'
import { definitionOf, hasClientDefault } from '../parts/fieldDefinition.js'
import { refusal } from '../parts/refusal.js'
import type { RecipeRefusal } from '../recipe.js'
import { inWords } from '../reshape/reshapedColumns.js'
import type { ColumnPair } from './mergeMapping.js'
import type { MergedTables } from './mergedTables.js'

/** How a row of an old table is found in the new one, beside the discriminator. */
export type MergeKey = {
  readonly kind: 'key'
  readonly pairs: readonly ColumnPair[]
  /** The unique key of the new table over them. */
  readonly conflict: readonly string[]
  /**
   * The column of the new table that has the old key beside a key of its own, and SQL for the old key
   * of a row that new code makes.
   */
  readonly number?: { readonly column: string; readonly value: string }
}

/**
 * The new table keeps the old keys where no two rows can have the same: it has the discriminator in
 * its key, or the keys are random. Else it has a column for them that is unique together with the
 * discriminator.
 */
export function mergeKey(
  merged: MergedTables,
  source: DroppedTable,
  taken: readonly ColumnPair[],
): MergeKey | RecipeRefusal {
  const { table } = source.context
  const names = table.constraints.find(({ kind }) => kind === 'primaryKey')?.columns ?? []
  const key = names.flatMap((name) => table.columns.find((column) => column.name === name) ?? [])
  if (key.length === 0) {
    return refusal(
      `"${table.name}" has no primary key, so that nothing says which row of "${merged.newName.name}" is which of its own.`,
    )
  }
  return (
    besideOwnKey(merged, source, key, taken) ??
    keptKey(merged, source, key) ??
    withoutKey(merged, source, key)
  )
}

function besideOwnKey(
  { model, created, discriminator, sqlNew }: MergedTables,
  { context }: DroppedTable,
  key: readonly ColumnDescription[],
  taken: readonly ColumnPair[],
): MergeKey | RecipeRefusal | undefined {
  const [only, second] = key
  if (only === undefined || second !== undefined) return undefined
  const found = uniqueKeys(model).flatMap((columns) => {
    const others = columns.filter((name) => name !== discriminator.column.name)
    const column = created.find(({ name }) => name === others[0])
    const isFree =
      column !== undefined &&
      columns.length === 2 &&
      others.length === 1 &&
      !column.notNull &&
      column.default === undefined &&
      column.type === only.type &&
      !taken.some(({ target }) => target === column.name)
    return isFree ? [{ column: column.name, columns }] : []
  })
  const [first] = found
  if (first === undefined) return undefined
  const value = newKeyValue(context.sqlTable, only)
  return value === undefined
    ? refusal(
        `Old code makes the "${only.name}" of "${context.table.name}" itself, and nothing in the database can make one for a row that new code writes to ${sqlNew}. Give it a default in the database first.`,
      )
    : {
        kind: 'key',
        pairs: [{ source: only, target: first.column }],
        conflict: first.columns,
        number: { column: first.column, value },
      }
}

function keptKey(
  { model, created, discriminator }: MergedTables,
  source: DroppedTable,
  key: readonly ColumnDescription[],
): MergeKey | undefined {
  const pairs = key.flatMap((column) => {
    const target = created.find(({ name, type }) => name === column.name && type === column.type)
    return target === undefined || target.serial || isNumbered(column)
      ? []
      : [{ source: column, target: target.name }]
  })
  if (pairs.length < key.length) return undefined
  const names = pairs.map(({ target }) => target)
  const isOver = (columns: readonly string[], wanted: readonly string[]) =>
    columns.length === wanted.length && wanted.every((name) => columns.includes(name))
  const keys = uniqueKeys(model)
  const withLabel = keys.find((columns) => isOver(columns, [...names, discriminator.column.name]))
  const alone = key.some((column) => isRandom(source, column))
    ? keys.find((columns) => isOver(columns, names))
    : undefined
  const conflict = alone ?? withLabel
  return conflict === undefined ? undefined : { kind: 'key', pairs, conflict }
}

function withoutKey(
  { discriminator, newName, model }: MergedTables,
  source: DroppedTable,
  key: readonly ColumnDescription[],
): RecipeRefusal {
  const field =
    columnNamed(model, discriminator.column.name)?.field.name.text ?? discriminator.column.name
  const names = inWords(key.map(({ name }) => name))
  const [only, second] = key
  const way =
    only === undefined || second !== undefined
      ? `Put ${names} and the discriminator into the key of "${model.model}".`
      : `Give "${model.model}" a field for it, and a key: legacyId ${optionalType(source, only)} and @@unique([${field}, legacyId]). It can go in a change behind this plan.`
  return refusal(
    `Rows of the tables may have the same ${names}, and nothing in "${newName.name}" says which row of "${source.context.table.name}" a row is. ${way}`,
  )
}

function uniqueKeys(model: MergedTables['model']): readonly (readonly string[])[] {
  return model.keys
    .filter(({ kind }) => kind === 'primaryKey' || kind === 'unique')
    .map(({ columns }) => columns)
}

function isNumbered({ default: value, identity }: ColumnDescription): boolean {
  return identity !== undefined || /^nextval\(/.test(value ?? '')
}

/** Made by chance, in the database or by Prisma Client: no two tables have the same. */
function isRandom(
  { context }: DroppedTable,
  { name, typeName, default: value }: ColumnDescription,
) {
  const field = columnNamed(context.committed ?? context.model, name)
  return (
    typeName === 'pg_catalog.uuid' ||
    /^(gen_random_uuid|uuid_generate)/.test(value ?? '') ||
    (field !== undefined && hasClientDefault(field))
  )
}

function newKeyValue(sqlTable: string, column: ColumnDescription): string | undefined {
  if (column.identity === 'by default') {
    return `nextval(pg_get_serial_sequence(${quoteLiteral(sqlTable)}, ${quoteLiteral(column.name)}))`
  }
  if (column.default !== undefined && /\(/.test(column.default)) return column.default
  if (column.type === 'uuid') return 'gen_random_uuid()'
  return column.type === 'text' ? 'gen_random_uuid()::text' : undefined
}

/** `Int?`, `String? @db.Uuid`. */
function optionalType({ context }: DroppedTable, { name }: ColumnDescription): string {
  const model = context.committed ?? context.model
  const field = columnNamed(model, name)
  if (field === undefined) return 'Int?'
  const { type, attributes } = definitionOf(model, field)
  return [`${type}?`, ...attributes.filter((text) => /^@\w+\./.test(text))].join(' ')
}
