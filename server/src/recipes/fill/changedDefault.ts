import type { ColumnDescription } from '../../engine/catalogue.js'
import { columnNamed } from '../../prisma/lookups.js'
import type { ColumnOfField } from '../../prisma/schemaModel.js'
import type { SqlAction } from '../../sql/action.js'
import type { PendingChange } from '../recipe.js'
import {
  actionsOnTable,
  pendingActions,
  tableContext,
  type TableContext,
} from '../parts/tableContext.js'

export type ChangedDefault = {
  readonly context: TableContext
  readonly action: SqlAction
  readonly column: ColumnDescription
  readonly field: ColumnOfField
  /** The new default as SQL; absent where there is none any more. */
  readonly text?: string
  /** A label of an enum that the same script adds, and that the default needs. */
  readonly newLabel?: string
}

/**
 * Defaults that change by themselves: with the type or with NOT NULL they belong to the plan of
 * that, and a sequence brings more than a default.
 */
export function changedDefaults(change: PendingChange): readonly ChangedDefault[] {
  return pendingActions(change).flatMap(({ action }) => {
    if (action.kind !== 'setDefault' && action.kind !== 'dropDefault') return []
    const context = tableContext(change, action.table)
    const column = context?.table.columns.find(({ name }) => name === action.column)
    const field = context && columnNamed(context.model, action.column)
    if (context === undefined || column === undefined || field === undefined) return []
    const text = action.kind === 'setDefault' ? action.expression.text : undefined
    if (changesMore(context, column.name)) return []
    if (/\bnextval\s*\(/i.test(`${text ?? ''} ${column.default ?? ''}`)) return []
    const newLabel = pendingActions(change).flatMap(({ action: other }) =>
      other.kind === 'addEnumValue' &&
      column.typeName.endsWith(`.${other.type.name}`) &&
      text?.includes(other.value) === true
        ? other.value
        : [],
    )[0]
    return [
      {
        context,
        action,
        column,
        field,
        ...(text === undefined ? {} : { text }),
        ...(newLabel === undefined ? {} : { newLabel }),
      },
    ]
  })
}

function changesMore(context: TableContext, column: string): boolean {
  const kinds = ['setDefault', 'dropDefault'] as const
  const defaults = kinds.flatMap((kind) =>
    actionsOnTable(context, kind).filter(({ action }) => action.column === column),
  )
  const others = (['setNotNull', 'alterColumnType', 'dropColumn'] as const).flatMap((kind) =>
    actionsOnTable(context, kind).filter(({ action }) => action.column === column),
  )
  return defaults.length > 1 || others.length > 0
}
