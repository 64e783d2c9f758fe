import type { ColumnDescription } from '../../engine/catalogue.js'
import { droppedColumns } from '../drop/droppedColumn.js'
import type { TableContext } from '../parts/tableContext.js'
import type { PendingChange } from '../recipe.js'
import { newTables, referenceTo, type NewTable, type ReferenceTo } from './newTable.js'

/** Columns that go while a table comes that has columns of these names, one row for each row. */
export type MovedColumns = NewTable &
  ReferenceTo & {
    /** The table that loses them. */
    readonly context: TableContext
    readonly columns: readonly ColumnDescription[]
  }

export function movedColumns(change: PendingChange): readonly MovedColumns[] {
  const dropped = droppedColumns(change)
  return newTables(change).flatMap((table): readonly MovedColumns[] => {
    const found = [...new Set(dropped.map(({ context }) => context.tableKey))].flatMap(
      (tableKey) => {
        const gone = dropped.filter(({ context }) => context.tableKey === tableKey)
        const [first] = gone
        const ends = first && referenceTo(change, first.context, table, 'one')
        if (first === undefined || ends === undefined) return []
        const moved = gone.filter(({ column }) =>
          table.created.some(({ name, type }) => name === column.name && type === column.type),
        )
        return moved.length === 0
          ? []
          : [
              {
                ...table,
                ...ends,
                context: first.context,
                columns: moved.map(({ column }) => column),
                actions: [...new Set([...moved.flatMap((one) => one.actions), ...table.actions])],
              },
            ]
      },
    )
    return found.length === 1 ? found : []
  })
}
