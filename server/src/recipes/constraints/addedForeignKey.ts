import type { ConstraintDefinition, SqlAction } from '../../sql/action.js'
import type { PendingChange } from '../recipe.js'
import { sqlNameOf } from '../drop/restoreColumn.js'
import { resolveRelation } from '../../rules/resolveName.js'
import {
  actionsOnTable,
  pendingActions,
  tableContext,
  type TableContext,
} from '../parts/tableContext.js'

/** A foreign key that the pending script adds, over columns that are there, to a table that is there. */
export type AddedForeignKey = {
  readonly context: TableContext
  readonly action: SqlAction & { readonly kind: 'addConstraint' }
  readonly key: ConstraintDefinition & { readonly kind: 'foreignKey' }
  readonly name: string
  readonly columns: readonly string[]
  readonly referenced: readonly string[]
  readonly parent: { readonly key: string; readonly name: string; readonly sqlTable: string }
  /** ALTER TABLE … ADD CONSTRAINT … */
  readonly statement: string
  /** Prisma drops a key of the same columns to add this one: only the actions differ. */
  readonly replaces?: {
    readonly action: SqlAction & { readonly kind: 'dropConstraint' }
    readonly name: string
  }
}

/** Those that replace no other key. */
export function addedForeignKeys(change: PendingChange): readonly AddedForeignKey[] {
  return foreignKeysOf(change).filter(({ replaces }) => replaces === undefined)
}

/** Those that take the place of a key over the same columns. */
export function changedForeignKeys(change: PendingChange): readonly AddedForeignKey[] {
  return foreignKeysOf(change).filter(({ replaces }) => replaces !== undefined)
}

export function actionsOnKey({ action, replaces }: AddedForeignKey): readonly SqlAction[] {
  return replaces === undefined ? [action] : [replaces.action, action]
}

function foreignKeysOf(change: PendingChange): readonly AddedForeignKey[] {
  return pendingActions(change).flatMap(({ action, statement }) => {
    if (action.kind !== 'addConstraint') return []
    const { constraint } = action
    if (constraint.kind !== 'foreignKey' || constraint.name === undefined) return []
    if (constraint.notValid || constraint.notEnforced) return []
    const context = tableContext(change, action.table)
    const parentKey = resolveRelation(change.catalogue, constraint.references.table)
    const parent = change.catalogue.tables[parentKey]
    if (context === undefined || parent === undefined) return []
    const { columns, references } = constraint
    if (!areOld(context, columns) || !areOld(context, references.columns, parentKey)) return []
    const replaces = replacedBy(context, columns)
    return [
      {
        context,
        action,
        key: constraint,
        name: constraint.name,
        columns,
        referenced: references.columns,
        parent: { key: parentKey, name: parent.name, sqlTable: sqlNameOf(context, parentKey) },
        statement,
        ...(replaces === undefined ? {} : { replaces }),
      },
    ]
  })
}

/** Neither new nor changed in the same script: then the key belongs to another plan. */
function areOld(
  context: TableContext,
  columns: readonly string[],
  tableKey = context.tableKey,
): boolean {
  const { change, actions } = context
  const known = change.catalogue.tables[tableKey]?.columns ?? []
  return columns.every(
    (name) =>
      known.some((column) => column.name === name) &&
      !actions.some(
        ({ action }) =>
          changesColumn(action) &&
          action.column === name &&
          resolveRelation(change.catalogue, action.table) === tableKey,
      ),
  )
}

type ColumnAction = Extract<
  SqlAction,
  { readonly kind: 'dropColumn' | 'alterColumnType' | 'setNotNull' | 'dropNotNull' }
>

function changesColumn(action: SqlAction): action is ColumnAction {
  return ['dropColumn', 'alterColumnType', 'setNotNull', 'dropNotNull'].includes(action.kind)
}

function replacedBy(context: TableContext, columns: readonly string[]) {
  const old = context.table.constraints.filter(
    (one) => one.kind === 'foreignKey' && one.columns.join('\0') === columns.join('\0'),
  )
  const found = actionsOnTable(context, 'dropConstraint').find(({ action }) =>
    old.some(({ name }) => name === action.constraint),
  )
  return found && { action: found.action, name: found.action.constraint }
}
