import type { EnumOfSchema, ColumnOfField } from '../../prisma/schemaModel.js'
import { columnNamed } from '../../prisma/lookups.js'
import type { AnalysedStatement } from '../../rules/script.js'
import { tableContext, type TableContext } from '../parts/tableContext.js'
import type { PendingChange } from '../recipe.js'
import type { SqlAction } from '../../sql/action.js'
import { enumOfColumn } from '../enums/enumOfColumn.js'

export type AddColumn = Extract<SqlAction, { kind: 'addColumn' }>

/** A required column that the pending script adds to a table with a past. */
export type AddedColumn = {
  readonly context: TableContext
  readonly action: AddColumn
  readonly field: ColumnOfField
  readonly enumeration?: EnumOfSchema
  /** A default of the database that is computed for each row; adding it rewrites the table. */
  readonly volatileDefault?: string
}

/**
 * ADD COLUMN … NOT NULL without a default, which fails on a table with rows, or with one that
 * PostgreSQL computes row by row, which rewrites it.
 */
export function addedRequiredColumns(change: PendingChange): readonly AddedColumn[] {
  return change.script.statements.flatMap((analysed) =>
    actionsOf(analysed).flatMap((action) => {
      if (action.kind !== 'addColumn' || !action.column.notNull) return []
      const context = tableContext(change, action.table)
      if (context === undefined || analysed.newTables.has(context.tableKey)) return []
      const { column } = action
      const isOwn = column.generated ?? column.identity
      const field = columnNamed(context.model, column.name)
      if (isOwn !== undefined || field === undefined) return []
      const rewrites = rewritesTable(analysed, context.tableKey)
      if (column.default !== undefined && !rewrites) return []
      const enumeration = enumOfColumn(context, column)
      return [
        {
          context,
          action,
          field,
          ...(enumeration === undefined ? {} : { enumeration }),
          ...(column.default === undefined ? {} : { volatileDefault: column.default.text }),
        },
      ]
    }),
  )
}

function actionsOf({ statement }: AnalysedStatement): readonly SqlAction[] {
  return statement.kind === 'parsed' ? statement.actions : []
}

function rewritesTable({ evidence }: AnalysedStatement, table: string): boolean {
  return (
    (evidence.kind === 'measured' || evidence.kind === 'derived') &&
    evidence.rewrites.includes(table)
  )
}
