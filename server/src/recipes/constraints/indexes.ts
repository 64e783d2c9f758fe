import type { IndexDefinition } from '../../sql/action.js'
import { partitionObstacle } from '../parts/obstacles.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { mentionsColumn } from '../rename/renameInDefinition.js'
import { actionsOnTable, quoteBeside, type TableContext } from '../parts/tableContext.js'

/** An index as SQL names it: without its table, in the table's schema. */
export function sqlOfIndex(context: TableContext, name: string): string {
  return quoteBeside(context, name)
}

/**
 * Whether the index covers nothing that the same script makes, drops or changes: an index over a
 * new column belongs to the plan of that column.
 */
export function oldColumnsOnly(
  context: TableContext,
  { columns }: IndexDefinition,
  statement: string,
): boolean {
  const isOld = columns.every(
    ({ name }) => name === undefined || context.table.columns.some((one) => one.name === name),
  )
  const touched = [
    ...actionsOnTable(context, 'addColumn').map(({ action }) => action.column.name),
    ...actionsOnTable(context, 'dropColumn').map(({ action }) => action.column),
    ...actionsOnTable(context, 'alterColumnType').map(({ action }) => action.column),
  ]
  return (
    isOld && !touched.some((column) => mentionsColumn(statement, column, context.change.parser))
  )
}

/** Why the index cannot be built by a plan. */
export function indexObstacle(context: TableContext, name: string): RecipeRefusal | undefined {
  const { schema } = context.table
  const other = Object.values(context.change.catalogue.tables).find(
    (table) => table.schema === schema && table.indexes.some((index) => index.name === name),
  )
  if (other !== undefined) {
    return refusal(
      `The schema "${schema}" has an index "${name}" already, on "${other.name}", which the same change drops. Give the new one another name with map:, deploy it, and drop the old one then.`,
    )
  }
  return partitionObstacle(context)
}
