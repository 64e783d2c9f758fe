import { migrationSlug } from '../migrations/migrationSlug.js'
import { droppedTables, subjectOfDrop, type DroppedTable } from './drop/droppedTable.js'
import { dropTablePlan } from './drop/dropTablePlan.js'
import {
  acceptedFunctionsOfTables,
  functionsOfTableQuestion,
  viewOfTableObstacle,
} from './drop/tableReaders.js'
import { tableObstacle } from './parts/obstacles.js'
import type { Answers, PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import type { TableContext } from './parts/tableContext.js'

/** D9: a table that the application is to stop using, and that is then put aside. */
export const dropTable: Recipe = {
  id: 'drop-table',
  operation: 'D9',
  title: 'Drop a table',
  detect: (change) => droppedTables(change).map(offerFor),
}

function offerFor(dropped: DroppedTable): RecipeOffer {
  const { context, actions } = dropped
  return {
    recipe: dropTable.id,
    title: `Drop the table "${context.table.name}" in two deployments: stop using it, then put it aside with its rows`,
    subject: subjectOfDrop(dropped),
    actions,
    questions: functionsOfTableQuestion([context]),
    draft: (answers) => draft(dropped, answers),
  }
}

function draft(dropped: DroppedTable, answers: Answers): PlanDraft | RecipeRefusal {
  const { context, hidden } = dropped
  const obstacle =
    tableObstacle(context) ?? viewOfTableObstacle(context) ?? referenceObstacle(context)
  if (obstacle !== undefined) return obstacle
  if (hidden.kind === 'refusal') return hidden
  const functions = acceptedFunctionsOfTables([context], answers)
  if (functions.kind === 'refusal') return functions
  return dropTablePlan({
    context,
    hidden,
    recipe: dropTable.id,
    operation: dropTable.operation,
    slug: migrationSlug(`drop table ${context.table.name}`) || 'drop_table',
    answers: functions.names.length === 0 ? {} : { functions: 'unrelated' },
    acceptedFunctions: functions.names,
  })
}

function referenceObstacle({ tableKey, change }: TableContext): RecipeRefusal | undefined {
  for (const [name, { constraints }] of Object.entries(change.catalogue.tables)) {
    if (name === tableKey) continue
    const key = constraints.find(({ references }) => references?.table === tableKey)
    if (key !== undefined) {
      return refusal(
        `Foreign key "${key.name}" of table "${name}" refers to it. Drop that relation and its column first, in a change of its own.`,
      )
    }
  }
  return undefined
}
