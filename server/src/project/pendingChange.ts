import type { Alternative, PendingChange, RecipeOffer } from '../recipes/recipe.js'
import { alternatives } from '../recipes/alternatives.js'
import { recipes } from '../recipes/index.js'
import type { SqlParser } from '../sql/parseStatements.js'
import type { ProjectAnalysis } from './analysis.js'

/** The pending change as the recipes look at it; absent unless the analysis could be made. */
export function pendingChangeOf(
  { outcome, snapshot }: ProjectAnalysis,
  parser: SqlParser,
): PendingChange | undefined {
  if (outcome.kind !== 'checked') return undefined
  const { schema, committed } = snapshot
  return {
    script: outcome.pending.script,
    catalogue: outcome.catalogue,
    target: schema.model,
    parser,
    ...(committed.kind === 'known' ? { committed: committed.schema.model } : {}),
  }
}

/**
 * What the recipes offer. A recipe that takes a renamed column as a whole claims it: what another
 * one would do with its half, drop the old column or fill the new one, would undo the rename.
 */
export function recipeOffers(change: PendingChange): readonly RecipeOffer[] {
  const offers = recipes.flatMap((recipe) => recipe.detect(change))
  const { columnRenames, columnRecreations } = change.script.stories
  const claimed = [...columnRenames, ...columnRecreations].filter(({ dropped, added }) =>
    offers.some(({ actions }) => actions.includes(dropped) && actions.includes(added)),
  )
  return offers.filter(({ actions }) =>
    claimed.every(({ dropped, added }) => actions.includes(dropped) === actions.includes(added)),
  )
}

export function simplerAnswers(change: PendingChange): readonly Alternative[] {
  return alternatives(change)
}

/** Finds an offer again in another analysis of the same texts. */
export function offerId({ recipe, subject }: RecipeOffer): string {
  return [recipe, subject.table, ...subject.columns].join(' ')
}
