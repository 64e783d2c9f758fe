import {
  addedUniques,
  differingIn,
  isImplied,
  isOneToOne,
  type AddedUnique,
} from './constraints/addedUnique.js'
import { indexObstacle } from './constraints/indexes.js'
import type { Answers, PlanDraft, Question, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import { uniquePlan } from './constraints/uniquePlan.js'

/** E1: columns whose values are to differ from row to row. */
export const addUnique: Recipe = {
  id: 'add-unique',
  operation: 'E1',
  title: 'Make columns unique',
  detect: (change) => addedUniques(change).map(offerFor),
}

function offerFor(added: AddedUnique): RecipeOffer {
  const { context, action, name, columns } = added
  const question = questionFor(added)
  return {
    recipe: addUnique.id,
    title:
      question === undefined
        ? `Build unique index "${name}" of "${context.table.name}" in one deployment, while the table is written`
        : `Make ${differingIn(added)} of "${context.table.name}" unique: look for duplicates, then build the index while the table is written`,
    subject: { model: context.model.model, table: context.tableKey, columns },
    actions: [action],
    questions: question === undefined ? [] : [question],
    draft: (answers) => draft(added, answers),
  }
}

/** Without it the index can be built at once: either no two rows can be equal, or nothing else is possible. */
function questionFor(added: AddedUnique): Question | undefined {
  if (isImplied(added) || isOneToOne(added)) return undefined
  const columns = differingIn(added)
  return {
    id: 'duplicates',
    text: `What if rows of "${added.context.table.name}" have the same ${columns}?`,
    kind: 'choice',
    choices: [
      {
        value: 'verify',
        label: 'Hold the index back',
        detail: 'until verify.sql returns none in any environment; two deployments',
      },
      {
        value: 'refuse',
        label: 'Refuse the deployment',
        detail: 'before anything is built; one deployment, for when you know that there are none',
      },
    ],
    default: 'verify',
  }
}

function draft(added: AddedUnique, answers: Answers): PlanDraft | RecipeRefusal {
  const { context, name, columns } = added
  const obstacle = indexObstacle(context, name)
  if (obstacle !== undefined) return obstacle
  const generated = context.table.columns.find(
    (column) => columns.includes(column.name) && column.generated !== undefined,
  )
  if (generated !== undefined) {
    return refusal(
      `"${generated.name}" is a generated column: duplicates are resolved in the columns that it is computed from. Look for them yourself, and build "${name}" with CREATE UNIQUE INDEX CONCURRENTLY, alone in a migration.`,
    )
  }
  if (isImplied(added)) return uniquePlan(added, 'none')
  const answer = isOneToOne(added) ? 'refuse' : (answers.duplicates ?? 'verify')
  if (answer === 'verify' || answer === 'refuse') return uniquePlan(added, answer)
  return refusal(`"duplicates" is answered with verify or refuse, not with "${answer}".`)
}
