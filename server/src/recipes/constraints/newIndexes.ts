import type { SqlAction } from '../../sql/action.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { mentionsColumn } from '../rename/renameInDefinition.js'
import { actionsOnTable, type TableContext } from '../parts/tableContext.js'

/** An index that the pending script builds over a column that the same script adds. */
export type NewIndex = { readonly name: string; readonly unique: boolean; readonly sql: string }

export type NewIndexes = {
  readonly kind: 'indexes'
  readonly indexes: readonly NewIndex[]
  readonly actions: readonly SqlAction[]
}

/**
 * The indexes over a new column, built without stopping writes. `together` are other new columns of
 * the same plan, which an index may cover too.
 */
export function indexesOfNewColumn(
  context: TableContext,
  column: string,
  together: readonly string[] = [],
): NewIndexes | RecipeRefusal {
  const found = actionsOnTable(context, 'createIndex').filter(({ statement }) =>
    mentionsColumn(statement, column, context.change.parser),
  )
  const others = actionsOnTable(context, 'addColumn')
    .map(({ action }) => action.column.name)
    .filter((name) => name !== column && !together.includes(name))
  for (const { action, statement } of found) {
    const other = others.find((name) => mentionsColumn(statement, name, context.change.parser))
    if (other !== undefined) {
      return refusal(
        `Index "${action.index.name ?? ''}" also covers "${other}", which is new as well. Add the columns first and the index in a change behind them.`,
      )
    }
  }
  return {
    kind: 'indexes',
    indexes: found.map(({ action, statement }) => ({
      name: action.index.name ?? '',
      unique: action.index.unique,
      sql: concurrently(statement),
    })),
    actions: found.map(({ action }) => action),
  }
}

/** CREATE INDEX as Prisma writes it, made CONCURRENTLY. */
export function concurrently(statement: string): string {
  return statement.replace(/^(CREATE\s+(?:UNIQUE\s+)?INDEX)\s+/i, '$1 CONCURRENTLY ')
}
