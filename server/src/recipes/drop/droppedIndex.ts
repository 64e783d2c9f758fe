import type { IndexDescription } from '../../engine/catalogue.js'
import { tableOfIndex } from '../../rules/resolveName.js'
import type { SqlAction } from '../../sql/action.js'
import type { PendingChange } from '../recipe.js'
import {
  actionsOnTable,
  pendingActions,
  tableContext,
  type TableContext,
} from '../parts/tableContext.js'

export type DroppedIndex = {
  readonly context: TableContext
  readonly action: SqlAction
  readonly index: IndexDescription
  readonly columns: readonly string[]
}

export function droppedIndexes(change: PendingChange): readonly DroppedIndex[] {
  return pendingActions(change).flatMap(({ action }) => {
    if (action.kind !== 'dropIndex' || action.concurrently) return []
    const table = tableOfIndex(change.catalogue, action.index)
    const context =
      table && tableContext(change, { ...schemaOf(action.index.schema), name: table.name })
    const index = context?.table.indexes.find(({ name }) => name === action.index.name)
    if (context === undefined || index === undefined) return []
    const columns = index.columns.flatMap((column) => column ?? [])
    return isPlanOfColumn(context, index.name, columns) ? [] : [{ context, action, index, columns }]
  })
}

function schemaOf(schema: string | undefined) {
  return schema === undefined ? {} : { schema }
}

/** The index goes with its column, or comes back in the same script over another definition. */
function isPlanOfColumn(context: TableContext, index: string, columns: readonly string[]): boolean {
  const changed = [
    ...actionsOnTable(context, 'dropColumn').map(({ action }) => action.column),
    ...actionsOnTable(context, 'alterColumnType').map(({ action }) => action.column),
  ]
  const isBack = actionsOnTable(context, 'createIndex').some(
    ({ action }) => action.index.name === index,
  )
  return isBack || columns.some((column) => changed.includes(column))
}
