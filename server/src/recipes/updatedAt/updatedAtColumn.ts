import type { ColumnDescription } from '../../engine/catalogue.js'
import { columnNamed } from '../../prisma/lookups.js'
import type { ColumnOfField } from '../../prisma/schemaModel.js'
import type { AddColumn } from '../fill/addedColumn.js'
import type { PendingChange } from '../recipe.js'
import {
  actionsOnTable,
  pendingActions,
  tableContext,
  type TableContext,
} from '../parts/tableContext.js'
import type { SqlAction } from '../../sql/action.js'

/** A required `@updatedAt` column that the pending script adds to a table with a past. */
export type AddedMoment = {
  readonly context: TableContext
  readonly action: AddColumn
  readonly field: ColumnOfField
}

/** A column that the new client no longer moves on: its field has lost `@updatedAt`. */
export type LeftMoment = {
  readonly context: TableContext
  readonly column: ColumnDescription
  /** SET DEFAULT, where the field had none before. */
  readonly action: Extract<SqlAction, { kind: 'setDefault' }>
}

/** Types that tell a moment: of the others, a trigger would have to guess what they mean. */
export function isMoment(type: string): boolean {
  return /^timestamp(\(\d\))? with(out)? time zone$/.test(type)
}

export function addedMoments(change: PendingChange): readonly AddedMoment[] {
  return change.script.statements.flatMap(({ statement, newTables }) =>
    (statement.kind === 'parsed' ? statement.actions : []).flatMap((action) => {
      if (action.kind !== 'addColumn' || !action.column.notNull) return []
      const context = tableContext(change, action.table)
      if (context === undefined || newTables.has(context.tableKey)) return []
      const field = columnNamed(context.model, action.column.name)
      return field?.updatedAt === true && isMoment(action.column.type)
        ? [{ context, action, field }]
        : []
    }),
  )
}

/**
 * Fields that leave the moment to the database: `@updatedAt` has gone and a default has come. Where
 * they had a default before, Prisma sees no difference, and nothing is pending.
 */
export function leftMoments(change: PendingChange): readonly LeftMoment[] {
  return pendingActions(change).flatMap(({ action }) => {
    if (action.kind !== 'setDefault') return []
    const context = tableContext(change, action.table)
    const column = context?.table.columns.find(({ name }) => name === action.column)
    if (context === undefined || column === undefined || !isMoment(column.type)) return []
    const before = context.committed && columnNamed(context.committed, column.name)
    const now = columnNamed(context.model, column.name)
    const isLeft = before?.updatedAt === true && now?.updatedAt === false
    const changesMore = actionsOnTable(context, 'alterColumnType').some(
      ({ action: other }) => other.column === column.name,
    )
    return isLeft && column.notNull && !changesMore ? [{ context, column, action }] : []
  })
}
