import type { Catalogue, ColumnDescription, TableDescription } from '../../engine/catalogue.js'
import { quoteIdentifier, quoteQualified } from '../../sql/quoting.js'
import { freshColumns, isUnique } from './uniqueColumns.js'
import { valuedColumn, type ValuedColumn } from './valuedColumn.js'

/** A table as one version of the application knows it: what its Prisma Client selects and writes. */
export type ClientTable = {
  /** `schema.name` */
  readonly name: string
  /** The same, quoted. */
  readonly relation: string
  /** Columns that the client may write; generated ones and `GENERATED ALWAYS` identities are left out. */
  readonly columns: readonly ClientColumn[]
  /** Every column that the client selects. */
  readonly selected: readonly string[]
  /** Columns of the primary key, else of a unique index without NULLs; absent when the client knows none. */
  readonly key?: readonly string[]
  readonly references: readonly ClientReference[]
  /** `ON CONFLICT DO NOTHING` is refused where a unique constraint is deferrable. */
  readonly canSkipDuplicates: boolean
}

export type ClientColumn = ValuedColumn & {
  readonly name: string
  /** The client never leaves it NULL. */
  readonly required: boolean
  /** The client may leave it out of an INSERT: it is optional, or the database has a default. */
  readonly mayBeLeftOut: boolean
  /** The client always leaves it to the database: `autoincrement()`, `dbgenerated()`. */
  readonly madeByDatabase: boolean
  /** A unique index is kept free of collisions by fresh values in this column. */
  readonly fresh: boolean
}

export type ClientReference = {
  readonly columns: readonly string[]
  /** `schema.name` of the table that it refers to. */
  readonly table: string
  /** The same, quoted. */
  readonly relation: string
  readonly referenced: readonly string[]
  readonly required: boolean
  /** Each row needs a row of its own on the other side. */
  readonly oneToOne: boolean
  readonly onDelete: string
  readonly onUpdate: string
  /** Foreign keys to the same table that keep its rows from being deleted, or their keys from being changed. */
  readonly keptBy: readonly KeepingReference[]
  /** The column that it refers to; absent when there are several. */
  readonly key?: ValuedColumn & { readonly name: string }
}

export type KeepingReference = {
  /** Quoted name of the table whose rows refer to it. */
  readonly relation: string
  readonly columns: readonly string[]
  readonly referenced: readonly string[]
  readonly keepsRow: boolean
  readonly keepsKey: boolean
}

/**
 * What a version of the application that knows `columns` sees of a table. `required` names columns
 * that this version never leaves NULL although the database would allow it.
 */
export function clientTable(
  catalogue: Catalogue,
  name: string,
  columns: readonly string[],
  required: ReadonlySet<string> = new Set(),
): ClientTable | undefined {
  const table = catalogue.tables[name]
  if (table === undefined) return undefined
  const known = new Set(columns)
  const fresh = freshColumns(catalogue, table)
  const described = table.columns.filter((column) => known.has(column.name))
  const key = keyOf(table, known)
  return {
    name,
    relation: quoteQualified(table),
    columns: described
      .filter((column) => column.generated === undefined && column.identity !== 'always')
      .map((column) => ({
        ...valuedColumn(catalogue, table, column),
        name: column.name,
        required: column.notNull || required.has(column.name),
        mayBeLeftOut:
          column.default === undefined
            ? column.identity !== undefined || !(column.notNull || required.has(column.name))
            : // A constant that only one row may have is no default for a second one.
              !fresh.has(column.name) || isMadeByDatabase(column),
        madeByDatabase: isMadeByDatabase(column),
        fresh: fresh.has(column.name),
      })),
    selected: described.map((column) => column.name),
    ...(key === undefined ? {} : { key }),
    references: referencesOf(catalogue, table, known, required),
    canSkipDuplicates: !table.constraints.some(
      (one) => one.deferrable && (one.kind === 'unique' || one.kind === 'exclude'),
    ),
  }
}

/**
 * Prisma's client sends static defaults, `now()`, `uuid()` and `cuid()` itself and leaves only
 * sequences and functions to the database (docs/recipes, facts of the client).
 */
function isMadeByDatabase({ default: expression, identity }: ColumnDescription): boolean {
  if (identity !== undefined) return true
  if (expression === undefined || /^now\(\)$/i.test(expression)) return false
  return /\(/.test(expression) && !/^\(?'/.test(expression)
}

function keyOf(table: TableDescription, known: ReadonlySet<string>): readonly string[] | undefined {
  const notNull = new Set(table.columns.filter((one) => one.notNull).map((one) => one.name))
  const usable = table.indexes.filter(
    (index) =>
      index.unique &&
      index.valid &&
      index.predicate === undefined &&
      index.columns.every((name) => name !== null && known.has(name) && notNull.has(name)),
  )
  const found = usable.find((index) => index.primary) ?? usable[0]
  return found?.columns.filter((name) => name !== null)
}

function referencesOf(
  catalogue: Catalogue,
  table: TableDescription,
  known: ReadonlySet<string>,
  required: ReadonlySet<string>,
): readonly ClientReference[] {
  const notNull = new Set(
    table.columns
      .filter((column) => column.notNull || required.has(column.name))
      .map((column) => column.name),
  )
  return table.constraints
    .flatMap((constraint) => {
      const { references, columns } = constraint
      const target = catalogue.tables[references?.table ?? '']
      if (references === undefined || target === undefined) return []
      if (!columns.every((name) => known.has(name))) return []
      return [
        {
          columns,
          table: references.table,
          relation: quoteQualified(target),
          referenced: references.columns,
          required: columns.every((name) => notNull.has(name)),
          oneToOne: isUnique(table, columns),
          onDelete: references.onDelete,
          onUpdate: references.onUpdate,
          keptBy: keepingReferences(catalogue, references.table),
          ...keyOfTarget(catalogue, target, references.columns),
        },
      ]
    })
    .toSorted((left, right) => right.columns.length - left.columns.length)
}

function keepingReferences(catalogue: Catalogue, target: string): readonly KeepingReference[] {
  return Object.values(catalogue.tables).flatMap((table) =>
    table.constraints.flatMap(({ references, columns }) =>
      references?.table !== target
        ? []
        : [
            {
              relation: quoteQualified(table),
              columns,
              referenced: references.columns,
              keepsRow: keeps(references.onDelete, table, columns),
              keepsKey: keeps(references.onUpdate, table, columns),
            },
          ],
    ),
  )
}

/** SET NULL on a required column refuses as NO ACTION does, with another SQLSTATE. */
function keeps(action: string, { columns }: TableDescription, names: readonly string[]): boolean {
  return (
    action === 'no action' ||
    action === 'restrict' ||
    (action === 'set null' && columns.some(({ name, notNull }) => notNull && names.includes(name)))
  )
}

function keyOfTarget(
  catalogue: Catalogue,
  target: TableDescription,
  columns: readonly string[],
): Pick<ClientReference, 'key'> {
  const [name] = columns
  const description = target.columns.find((column) => column.name === name)
  return columns.length === 1 && description !== undefined
    ? { key: { ...valuedColumn(catalogue, target, description), name: description.name } }
    : {}
}

export function quotedList(names: readonly string[]): string {
  return names.map((name) => quoteIdentifier(name)).join(', ')
}
