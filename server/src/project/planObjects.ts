import { resolveType } from '../rules/resolveName.js'
import type { QualifiedName, SqlAction } from '../sql/action.js'

/** Tables, columns, types and unique keys that an action makes, as texts to compare with `namedBy`. */
export function madeBy(action: SqlAction): readonly string[] {
  return read(makes, action) ?? []
}

/** What has to be there before an action; its own table for every other kind. */
export function namedBy(action: SqlAction): readonly string[] {
  const named = read(names, action)
  if (named !== undefined) return named
  return 'table' in action && action.table !== undefined ? [table(action.table)] : []
}

type ByKind = {
  readonly [K in SqlAction['kind']]?: (
    action: SqlAction & { readonly kind: K },
  ) => readonly string[]
}

function read(byKind: ByKind, action: SqlAction): readonly string[] | undefined {
  const find = byKind[action.kind] as ((action: SqlAction) => readonly string[]) | undefined
  return find?.(action)
}

const makes: ByKind = {
  createTable: ({ table: name, columns: own }) => [
    table(name),
    ...own.map((one) => column(name, one.name)),
  ],
  addColumn: ({ table: name, column: own }) => [column(name, own.name)],
  renameColumn: ({ table: name, newName }) => [column(name, newName)],
  renameTable: ({ table: name, newName }) => [table({ ...name, name: newName })],
  createEnum: (action) => [type(action.type)],
  renameType: (action) => [type({ ...action.type, name: action.newName })],
  // What a foreign key leads to needs a unique index.
  createIndex: ({ index }) =>
    index.unique ? index.columns.map(({ name = '' }) => unique(column(index.table, name))) : [],
}

const names: ByKind = {
  addConstraint: ({ table: name, constraint }) => {
    const own = 'columns' in constraint ? columns(name, constraint.columns) : []
    if (constraint.kind !== 'foreignKey') return [table(name), ...own]
    const target = constraint.references.table
    const keys = columns(target, constraint.references.columns)
    return [table(name), ...own, table(target), ...keys, ...keys.map(unique)]
  },
  createIndex: ({ index }) => [
    table(index.table),
    ...columns(
      index.table,
      index.columns.flatMap(({ name }) => name ?? []),
    ),
  ],
  addColumn: ({ table: name, column: own }) => [table(name), type(own.typeName)],
  alterColumnType: (action) => [
    table(action.table),
    column(action.table, action.column),
    type(action.typeName),
  ],
  setNotNull: ({ table: name, column: own }) => [table(name), column(name, own)],
  dropNotNull: ({ table: name, column: own }) => [table(name), column(name, own)],
  setDefault: ({ table: name, column: own }) => [table(name), column(name, own)],
  dropDefault: ({ table: name, column: own }) => [table(name), column(name, own)],
  createTable: ({ columns: own, constraints }) => [
    ...own.map(({ typeName }) => type(typeName)),
    ...constraints.flatMap((constraint) =>
      constraint.kind === 'foreignKey' ? [table(constraint.references.table)] : [],
    ),
  ],
}

function columns(name: QualifiedName, names: readonly string[]): readonly string[] {
  return names.map((one) => column(name, one))
}

function table({ schema = 'public', name }: QualifiedName): string {
  return JSON.stringify(['table', schema, name])
}

function column({ schema = 'public', name }: QualifiedName, own: string): string {
  return JSON.stringify(['column', schema, name, own])
}

function type(name: QualifiedName): string {
  return `type ${resolveType(name)}`
}

function unique(key: string): string {
  return `unique ${key}`
}
