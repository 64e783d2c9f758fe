import type { RecipeOffer } from '../recipes/recipe.js'
import type { Finding } from '../rules/rule.js'
import type { SqlParser } from '../sql/parseStatements.js'
import type { PendingAnalysis, PlacedFinding, ProjectAnalysis } from './analysis.js'
import { pendingChangeOf, recipeOffers } from './pendingChange.js'

/** For reports: looking through all recipes takes longer than a keystroke may. */
export function analysisWithRecipes(analysis: ProjectAnalysis, parser: SqlParser): ProjectAnalysis {
  const { outcome } = analysis
  const change = pendingChangeOf(analysis, parser)
  if (outcome.kind !== 'checked' || change === undefined) return analysis
  const pending = withRecipes(outcome.pending, recipeOffers(change))
  return { ...analysis, outcome: { ...outcome, pending } }
}

/**
 * The findings with the recipe that takes what they blame: of several the first, which is the one
 * for the whole change (columns that become a table) and not for its half (a column that goes). A
 * rule names one from the statement alone, and that stays where no recipe takes the action.
 */
export function withRecipes(
  { findings, suppressed, ...pending }: PendingAnalysis,
  offers: readonly RecipeOffer[],
): PendingAnalysis {
  const named = (placed: PlacedFinding): PlacedFinding => {
    const offer = isAnswered(placed.finding)
      ? offers.find(({ actions }) => actions.includes(placed.finding.action))
      : undefined
    return offer === undefined
      ? placed
      : { ...placed, finding: { ...placed.finding, recipe: offer.recipe } }
  }
  return { ...pending, findings: findings.map(named), suppressed: suppressed.map(named) }
}

/** What is missing in a new table, or named otherwise than the project wants, no plan mends. */
function isAnswered({ recipe, hurts }: Finding): boolean {
  return recipe !== undefined || hurts.includes('old-code') || hurts.includes('data')
}
