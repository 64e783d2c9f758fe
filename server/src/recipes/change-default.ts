import { changedDefaults, type ChangedDefault } from './fill/changedDefault.js'
import { defaultPlan } from './fill/defaultPlan.js'
import { generatedObstacle, partitionObstacle } from './parts/obstacles.js'
import type { PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'

/** A5: what the database writes where an insert leaves the column out. */
export const changeDefault: Recipe = {
  id: 'change-default',
  operation: 'A5',
  title: 'Change a default',
  detect: (change) => changedDefaults(change).map(offerFor),
}

function offerFor(changed: ChangedDefault): RecipeOffer {
  const { context, action, column, text } = changed
  const of = `"${column.name}" of "${context.table.name}"`
  return {
    recipe: changeDefault.id,
    title:
      text !== undefined
        ? `Give ${of} the default ${text} in one deployment, under a lock that is waited for in short turns`
        : column.notNull
          ? `Take the default of ${of} away in two deployments: first the code that needs none`
          : `Take the default of ${of} away in one deployment, under a lock that is waited for in short turns`,
    subject: { model: context.model.model, table: context.tableKey, columns: [column.name] },
    actions: [action],
    questions: [],
    draft: () => draft(changed),
  }
}

function draft(changed: ChangedDefault): PlanDraft | RecipeRefusal {
  const { context, column, newLabel } = changed
  const obstacle = partitionObstacle(context) ?? generatedObstacle(context, column.name)
  if (obstacle !== undefined) return obstacle
  if (newLabel !== undefined) {
    return refusal(
      `The same change adds the value "${newLabel}" to the type of "${column.name}", and PostgreSQL lets nobody use a new value before it is committed. Deploy the value first, then the default.`,
    )
  }
  return defaultPlan(changed)
}
