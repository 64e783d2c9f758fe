import { acceptedFunctionsOfTables, functionsOfTableQuestion } from './drop/tableReaders.js'
import { mergeParts } from './merge/mergeParts.js'
import { mergePlan } from './merge/mergePlan.js'
import { mergeQuestions } from './merge/mergeMapping.js'
import { sourceObstacle } from './merge/mergeObstacles.js'
import { mergedTables, subjectOfMerge, type MergedTables } from './merge/mergedTables.js'
import type { Answers, PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { inWords } from './reshape/reshapedColumns.js'

/** D4: several models become one, which says of each row what it is. */
export const mergeTables: Recipe = {
  id: 'merge-tables',
  operation: 'D4',
  title: 'Merge tables',
  detect: (change) => mergedTables(change).map(offerFor),
}

function offerFor(merged: MergedTables): RecipeOffer {
  const contexts = merged.sources.map(({ context }) => context)
  return {
    recipe: mergeTables.id,
    title: `Merge ${inWords(contexts.map(({ table }) => table.name))} into "${merged.newName.name}": expand, migrate, contract`,
    subject: subjectOfMerge(merged),
    actions: merged.actions,
    questions: [...mergeQuestions(merged), ...functionsOfTableQuestion(contexts)],
    draft: (answers) => draft(merged, answers),
  }
}

function draft(merged: MergedTables, answers: Answers): PlanDraft | RecipeRefusal {
  for (const source of merged.sources) {
    const obstacle = sourceObstacle(merged, source)
    if (obstacle !== undefined) return obstacle
  }
  const parts = mergeParts(merged, answers)
  if (parts.kind === 'refusal') return parts
  const functions = acceptedFunctionsOfTables(
    merged.sources.map(({ context }) => context),
    answers,
  )
  if (functions.kind === 'refusal') return functions
  return mergePlan({
    merged,
    parts: parts.parts,
    recipe: mergeTables.id,
    operation: mergeTables.operation,
    answers: {
      ...parts.answers,
      ...(functions.names.length === 0 ? {} : { functions: 'unrelated' }),
    },
    acceptedFunctions: functions.names,
  })
}
