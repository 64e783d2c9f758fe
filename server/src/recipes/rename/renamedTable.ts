import type { TableDescription } from '../../engine/catalogue.js'
import { tableNamed } from '../../prisma/lookups.js'
import type { JoinTable, TableOfModel } from '../../prisma/schemaModel.js'
import { tableOf } from '../../rules/resolveName.js'
import type { SqlAction } from '../../sql/action.js'
import type { PendingChange } from '../recipe.js'
import { contextOfModel, pendingActions, type TableContext } from '../parts/tableContext.js'

/** A table that the pending script drops, and one that it creates in its place. */
export type RenamedTable = {
  readonly change: PendingChange
  readonly old: TableDescription
  /** The old table; its model is the new one. */
  readonly context: TableContext
  readonly dropped: Extract<SqlAction, { kind: 'dropTable' }>
  readonly created: Extract<SqlAction, { kind: 'createTable' }>
  readonly joinTables: readonly RenamedJoinTable[]
  /** All that the script does because of the rename. */
  readonly actions: readonly SqlAction[]
}

/** Prisma writes no schema in front of what is in the one that the connection decides on. */
export function newSchemaOf({ created }: Pick<RenamedTable, 'created'>): string {
  return created.table.schema ?? 'public'
}

/** The table of an implicit many-to-many relation, whose name is made of the models' names. */
export type RenamedJoinTable = { readonly old: JoinTable; readonly now: JoinTable }

/**
 * The pairs of tables that look like one model under a new name. Left out are models with an
 * implicit many-to-many relation whose table would change its sides: Prisma sorts the models by
 * name, so that `A` would hold what `B` held.
 */
export function renamedTables(change: PendingChange): readonly RenamedTable[] {
  return change.script.stories.tableRenames.flatMap(({ dropped, created }) => {
    const old = tableOf(change.catalogue, dropped.table)
    const model = tableNamed(change.target, created.table)
    if (old === undefined || model === undefined) return []
    const joinTables = renamedJoinTables(change, old, model)
    if (joinTables === undefined) return []
    const context = contextOfModel(change, dropped.table, model)
    return context === undefined
      ? []
      : [
          {
            change,
            old,
            context,
            dropped,
            created,
            joinTables,
            actions: actionsOf(change, dropped, created, joinTables),
          },
        ]
  })
}

/** Undefined where they cannot be kept: no committed schema tells them, or their sides change. */
function renamedJoinTables(
  change: PendingChange,
  old: TableDescription,
  model: TableOfModel,
): readonly RenamedJoinTable[] | undefined {
  const concerned = change.target.joinTables.filter(
    ({ columnA, columnB, table }) =>
      [columnA.model, columnB.model].includes(model.model) &&
      tableOf(change.catalogue, { name: table }) === undefined,
  )
  const before = change.committed && tableNamed(change.committed, old)
  if (concerned.length > 0 && before === undefined) return undefined
  const pairs = concerned.map((now): RenamedJoinTable | undefined => {
    const toOld = (name: string) => (name === model.model ? (before?.model ?? name) : name)
    const found = change.committed?.joinTables.find(
      ({ columnA, columnB }) =>
        columnA.model === toOld(now.columnA.model) && columnB.model === toOld(now.columnB.model),
    )
    return found && { old: found, now }
  })
  const known = pairs.flatMap((pair) => pair ?? [])
  return known.length === concerned.length ? known : undefined
}

function actionsOf(
  change: PendingChange,
  dropped: RenamedTable['dropped'],
  created: RenamedTable['created'],
  joinTables: readonly RenamedJoinTable[],
): readonly SqlAction[] {
  const tables = new Set([
    dropped.table.name,
    created.table.name,
    ...joinTables.flatMap(({ old, now }) => [old.table, now.table]),
  ])
  return pendingActions(change)
    .map(({ action }) => action)
    .filter((action) => concerns(action, tables, change))
}

/** On one of the tables, or a foreign key of another table that refers to one of them. */
function concerns(action: SqlAction, tables: ReadonlySet<string>, change: PendingChange): boolean {
  if (action.kind === 'createIndex') return tables.has(action.index.table.name)
  if (!('table' in action) || action.table === undefined) return false
  if (tables.has(action.table.name)) return true
  if (action.kind === 'addConstraint' && action.constraint.kind === 'foreignKey') {
    return tables.has(action.constraint.references.table.name)
  }
  if (action.kind !== 'dropConstraint') return false
  const key = tableOf(change.catalogue, action.table)?.constraints.find(
    ({ name }) => name === action.constraint,
  )
  return (
    key !== undefined &&
    tables.has(key.references?.table.replace(/^[^.]*\./, '') ?? '') &&
    isMadeAnew(key.columns, tables, change)
  )
}

/** Not so where the other table drops the relation, or goes itself. */
function isMadeAnew(
  columns: readonly string[],
  tables: ReadonlySet<string>,
  change: PendingChange,
): boolean {
  return pendingActions(change).some(
    ({ action }) =>
      action.kind === 'addConstraint' &&
      action.constraint.kind === 'foreignKey' &&
      tables.has(action.constraint.references.table.name) &&
      action.constraint.columns.join() === columns.join(),
  )
}
