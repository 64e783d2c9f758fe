import type { ConstraintDescription, IndexDescription } from '../../engine/catalogue.js'
import type { KeyOfModel } from '../../prisma/schemaModel.js'
import { nameOfTable } from '../../rules/resolveName.js'
import type { SqlAction } from '../../sql/action.js'
import type { PendingChange } from '../recipe.js'
import {
  actionsOnTable,
  pendingActions,
  tableContext,
  type TableContext,
} from '../parts/tableContext.js'

/** A primary key that the pending script moves to other columns. */
export type MovedKey = {
  readonly context: TableContext
  readonly old: ConstraintDescription
  /** The key as the schema has it now. */
  readonly key: KeyOfModel
  /** CREATE UNIQUE INDEX over the old columns, by which rows can still be found. */
  readonly kept?: { readonly name: string; readonly statement: string; readonly action: SqlAction }
  /** A unique index over the new columns that the schema has no more: it becomes the key. */
  readonly ready?: { readonly index: IndexDescription; readonly action: SqlAction }
  /** Another key holds for some of the new columns already: no two rows can be equal in all of them. */
  readonly implied: boolean
  readonly actions: readonly SqlAction[]
}

/** Another type of the same columns is another operation. */
export function movedKeys(change: PendingChange): readonly MovedKey[] {
  return pendingActions(change).flatMap(({ action }) => {
    if (action.kind !== 'addConstraint' || action.constraint.kind !== 'primaryKey') return []
    const context = tableContext(change, action.table)
    const old = context?.table.constraints.find(({ kind }) => kind === 'primaryKey')
    const key = context?.model.keys.find(({ kind }) => kind === 'primaryKey')
    if (context === undefined || old === undefined || key === undefined) return []
    if (old.columns.join('\0') === key.columns.join('\0')) return []
    const dropped = actionsOnTable(context, 'dropConstraint').find(
      ({ action: drop }) => drop.constraint === old.name,
    )
    const retyped = actionsOnTable(context, 'alterColumnType').some(({ action: { column } }) =>
      [...old.columns, ...key.columns].includes(column),
    )
    if (dropped === undefined || retyped) return []
    const kept = keptIndex(context, old)
    const ready = readyIndex(context, key)
    return [
      {
        context,
        old,
        key,
        implied: context.table.indexes.some(
          (index) =>
            index.unique &&
            index.valid &&
            index.predicate === undefined &&
            index.columns.every((column) => column !== null && key.columns.includes(column)),
        ),
        ...(kept === undefined ? {} : { kept }),
        ...(ready === undefined ? {} : { ready }),
        actions: [
          ...(ready === undefined ? [] : [ready.action]),
          dropped.action,
          action,
          ...(kept === undefined ? [] : [kept.action]),
          // Prisma renames the key on top where the schema gives it another name.
          ...actionsOnTable(context, 'renameConstraint')
            .map((rename) => rename.action)
            .filter(({ constraint }) => constraint === old.name),
        ],
      },
    ]
  })
}

function keptIndex(context: TableContext, old: ConstraintDescription): MovedKey['kept'] {
  const found = actionsOnTable(context, 'createIndex').find(
    ({ action: { index } }) =>
      index.unique &&
      index.where === undefined &&
      index.columns.map(({ name }) => name).join('\0') === old.columns.join('\0'),
  )
  const name = found?.action.index.name
  return found === undefined || name === undefined
    ? undefined
    : { name, statement: found.statement, action: found.action }
}

function readyIndex({ table, actions }: TableContext, key: KeyOfModel): MovedKey['ready'] {
  const index = table.indexes.find(
    (one) =>
      one.unique &&
      one.valid &&
      one.method === 'btree' &&
      one.predicate === undefined &&
      one.columns.join('\0') === key.columns.join('\0') &&
      !table.constraints.some((constraint) => constraint.index === one.name),
  )
  const dropped = actions.find(
    ({ action }) => action.kind === 'dropIndex' && action.index.name === index?.name,
  )
  return index === undefined || dropped === undefined
    ? undefined
    : { index, action: dropped.action }
}

export type ReferringKey = {
  /** `schema.name` of the table that refers to this one. */
  readonly table: string
  readonly constraint: ConstraintDescription
}

/** Foreign keys, of any table, that refer to these columns of the table. */
export function referringKeys(
  { change, tableKey }: TableContext,
  columns: readonly string[],
): readonly ReferringKey[] {
  return Object.values(change.catalogue.tables).flatMap((table) =>
    table.constraints
      .filter(
        ({ references }) =>
          references?.table === tableKey &&
          references.columns.toSorted().join('\0') === columns.toSorted().join('\0'),
      )
      .map((constraint) => ({ table: nameOfTable(table), constraint })),
  )
}
