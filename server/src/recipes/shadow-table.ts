import { functionsQuestion } from './parts/functionsQuestion.js'
import type { Recipe, RecipeOffer } from './recipe.js'
import { columnsOf, shadowChanges, type ShadowChange } from './shadow/shadowChange.js'
import { shadowDraft } from './shadow/shadowDraft.js'
import { fillQuestions } from './shadow/shadowFills.js'
import { requestedShadow } from './shadow/shadowRequest.js'
import { retentionQuestion } from './shadow/shadowQuestions.js'

/** C5 of the features: a copy of a table in its new shape takes its place. */
export const shadowTable: Recipe = {
  id: 'shadow-table',
  operation: 'S1',
  title: 'Change a table by a copy that takes its place',
  detect: (change) => shadowChanges(change).map(offerFor),
  request: (change, table) => requestedShadow(change, table, about),
}

const about = { recipe: shadowTable.id, operation: shadowTable.operation }

function offerFor(change: ShadowChange): RecipeOffer {
  const { context, dropped, actions } = change
  const { table, model, tableKey } = context
  return {
    recipe: shadowTable.id,
    title: `Make ${columnsOf(change).length} changes of "${table.name}" in one copy of it: expand, swap, drop the old one`,
    subject: { model: model.model, table: tableKey, columns: [] },
    actions,
    questions: [
      retentionQuestion,
      ...fillQuestions(change),
      ...functionsQuestion(context, ...dropped.map(({ column }) => column.name)),
    ],
    draft: (answers) => shadowDraft(change, about, answers),
  }
}
