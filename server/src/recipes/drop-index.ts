import { migrationSlug } from '../migrations/migrationSlug.js'
import { dropIndexPlan } from './drop/dropIndexPlan.js'
import { oldAttribute } from './parts/oldAttribute.js'
import { partitionObstacle } from './parts/obstacles.js'
import { droppedIndexes, type DroppedIndex } from './drop/droppedIndex.js'
import type { PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'

/** E5: an index goes, its columns stay. */
export const dropIndex: Recipe = {
  id: 'drop-index',
  operation: 'E5',
  title: 'Drop an index',
  detect: (change) => droppedIndexes(change).map(offerFor),
}

function offerFor(dropped: DroppedIndex): RecipeOffer {
  const { context, action, index, columns } = dropped
  return {
    recipe: dropIndex.id,
    title: index.unique
      ? `Let "${index.name}" of "${context.table.name}" go in two deployments: stop counting on it, then drop it`
      : `Drop index "${index.name}" of "${context.table.name}" in one deployment, while the table is written`,
    subject: { model: context.model.model, table: context.tableKey, columns },
    actions: [action],
    questions: [],
    draft: () => draft(dropped),
  }
}

function draft(dropped: DroppedIndex): PlanDraft | RecipeRefusal {
  const { context, index } = dropped
  const obstacle = partitionObstacle(context) ?? usersObstacle(dropped)
  if (obstacle !== undefined) return obstacle
  const slug = migrationSlug(`drop ${index.name}`) || 'drop_index'
  const header = { recipe: dropIndex.id, operation: dropIndex.operation, slug }
  if (!index.unique) return dropIndexPlan(dropped, header, undefined)
  const attribute = oldAttribute(context, index.name)
  return attribute.kind === 'refusal' ? attribute : dropIndexPlan(dropped, header, attribute)
}

/** Why the index cannot go by itself. */
export function usersObstacle({ context, index }: DroppedIndex): RecipeRefusal | undefined {
  const { table, tableKey, sqlTable, change } = context
  const constraint = table.constraints.find(
    (one) => one.kind !== 'foreignKey' && one.index === index.name,
  )
  if (constraint !== undefined) {
    return refusal(
      `"${index.name}" belongs to a constraint, and DROP INDEX refuses it. Write ALTER TABLE ${sqlTable} DROP CONSTRAINT with its name in a migration by hand: it waits for a short lock only.`,
    )
  }
  for (const other of Object.values(change.catalogue.tables)) {
    const key = other.constraints.find(
      ({ kind, references }) =>
        kind === 'foreignKey' &&
        index.unique &&
        references?.table === tableKey &&
        references.columns.toSorted().join('\0') ===
          index.columns
            .map((column) => column ?? '')
            .toSorted()
            .join('\0'),
    )
    if (key !== undefined) {
      return refusal(
        `Foreign key "${key.name}" of "${other.name}" needs "${index.name}". Take that relation away in a change of its own first.`,
      )
    }
  }
  return undefined
}
