import type { ColumnDescription } from '../../engine/catalogue.js'
import { resolveType } from '../../rules/resolveName.js'
import type { ColumnDefinition, SqlAction } from '../../sql/action.js'
import { droppedTables, type DroppedTable } from '../drop/droppedTable.js'
import { pendingActions, type PendingAction } from '../parts/tableContext.js'
import type { PendingChange, RecipeSubject } from '../recipe.js'
import { newTables, type NewTable } from '../relations/newTable.js'
import { discriminatorOf, type Discriminator } from './discriminator.js'

/** Tables that go while one comes that has their columns, and one more that says which is which. */
export type MergedTables = NewTable & {
  readonly change: PendingChange
  readonly discriminator: Discriminator
  readonly sources: readonly DroppedTable[]
  /** Of the script: what makes the types of the new table, the table, its keys and foreign keys. */
  readonly made: readonly PendingAction[]
  /** These, and what drops the old tables. */
  readonly actions: readonly SqlAction[]
}

/** At least two tables; a table that goes beside them and has other columns is left alone. */
export function mergedTables(change: PendingChange): readonly MergedTables[] {
  const dropped = droppedTables(change)
  return dropped.length < 2
    ? []
    : newTables(change).flatMap((table) => mergedInto(change, table, dropped))
}

function mergedInto(
  change: PendingChange,
  table: NewTable,
  dropped: readonly DroppedTable[],
): readonly MergedTables[] {
  const { created, actions } = table
  const renamed = change.script.stories.tableRenames.map((one): SqlAction => one.created)
  const alike = dropped.filter((one) => isAlike(one, created, 0))
  if (alike.length < 2 || actions.some((action) => renamed.includes(action))) return []
  const discriminator = discriminatorOf(change, table, alike)
  if (discriminator === undefined) return []
  const named = alike.filter((one) => discriminator.named.has(one))
  const sources = named.length < 2 ? alike.filter((one) => isAlike(one, created, 0.5)) : named
  if (sources.length < 2) return []
  const made = pendingActions(change).filter(
    ({ action }) => actions.includes(action) || makesTypeOf(action, created),
  )
  return [
    {
      ...table,
      change,
      discriminator,
      sources,
      made,
      actions: [
        ...new Set([
          ...made.map(({ action }) => action),
          ...sources.flatMap((source) => source.actions),
        ]),
      ],
    },
  ]
}

/** All of the old tables and of the new one: the columns are named so that a reader sees them. */
export function subjectOfMerge({ sources, newKey, created }: MergedTables): RecipeSubject {
  const [first, ...others] = sources.map(({ context }) => context)
  return {
    model: first?.model.model ?? '',
    table: first?.tableKey ?? '',
    columns: [],
    others: [
      ...others.map(({ tableKey, table }) => ({
        table: tableKey,
        columns: table.columns.map(({ name }) => name),
      })),
      { table: newKey, columns: created.map(({ name }) => name) },
    ],
  }
}

/** Columns of the old table that say something of it: not its key, nor when a row was written. */
function ownColumns({ context: { table } }: DroppedTable): readonly ColumnDescription[] {
  const key = table.constraints.find(({ kind }) => kind === 'primaryKey')?.columns ?? []
  return table.columns.filter(
    ({ name, typeName, generated }) =>
      !key.includes(name) && generated === undefined && !/\.(timestamp|date)/.test(typeName),
  )
}

/** More than this share of the old table's columns are in the new one, under their names. */
function isAlike(
  dropped: DroppedTable,
  created: readonly ColumnDefinition[],
  share: number,
): boolean {
  const own = ownColumns(dropped)
  const found = own.filter((column) =>
    created.some(({ name, type }) => name === column.name && type === column.type),
  )
  return found.length > own.length * share
}

function makesTypeOf(action: SqlAction, columns: readonly ColumnDefinition[]): boolean {
  return (
    action.kind === 'createEnum' &&
    columns.some(({ typeName }) => resolveType(typeName) === resolveType(action.type))
  )
}
