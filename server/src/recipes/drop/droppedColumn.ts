import type { ColumnDescription } from '../../engine/catalogue.js'
import { columnNamed } from '../../prisma/lookups.js'
import type { SqlAction } from '../../sql/action.js'
import type { PendingChange } from '../recipe.js'
import { mentionsColumn } from '../rename/renameInDefinition.js'
import {
  actionsOnTable,
  pendingActions,
  tableContext,
  type TableContext,
} from '../parts/tableContext.js'

/** A column that the schema has lost. */
export type DroppedColumn = {
  readonly context: TableContext
  readonly column: ColumnDescription
  /** DROP COLUMN, and the DROP INDEX and DROP CONSTRAINT of what goes with it. */
  readonly actions: readonly SqlAction[]
}

/** A column that comes back under the same name has changed its type and was not dropped. */
export function droppedColumns(change: PendingChange): readonly DroppedColumn[] {
  return pendingActions(change).flatMap(({ action }) => {
    if (action.kind !== 'dropColumn') return []
    const context = tableContext(change, action.table)
    const column = context?.table.columns.find(({ name }) => name === action.column)
    if (context === undefined || column === undefined) return []
    const isBack = columnNamed(context.model, column.name) !== undefined
    return isBack
      ? []
      : [{ context, column, actions: [action, ...actionsOfDrop(context, column.name)] }]
  })
}

function actionsOfDrop(context: TableContext, column: string): readonly SqlAction[] {
  const { table, change, actions } = context
  const indexes = new Set(
    table.indexes
      .filter(({ definition }) => mentionsColumn(definition, column, change.parser))
      .map(({ name }) => name),
  )
  const constraints = new Set(
    table.constraints.filter(({ columns }) => columns.includes(column)).map(({ name }) => name),
  )
  return [
    ...actions
      .map(({ action }) => action)
      .filter((action) => action.kind === 'dropIndex' && indexes.has(action.index.name)),
    ...actionsOnTable(context, 'dropConstraint')
      .map(({ action }) => action)
      .filter(({ constraint }) => constraints.has(constraint)),
  ]
}
