import type { PlacedFinding } from '../../project/analysis.js'
import type { Alternative, PendingChange, RecipeOffer } from '../../recipes/recipe.js'
import type { AnalysedStatement } from '../../rules/script.js'
import type { SqlAction } from '../../sql/action.js'

/** The ways to bring one change into production, the best one first. */
export type StrategyAdvice = {
  /** The change in a few words. */
  readonly change: string
  readonly actions: readonly SqlAction[]
  readonly strategies: readonly Strategy[]
}

/**
 * One way. Every cell is a fact that was read or measured, or says that it was not; none is a guess
 * in numbers.
 */
export type Strategy = {
  readonly kind: StrategyKind
  readonly title: string
  /** The first choice, and why. */
  readonly recommended?: string
  /** Who cannot work, and for how long. */
  readonly downtime: string
  readonly complexity: Level
  readonly risk: Level
  /** Whether there is a way back, and what it costs. */
  readonly reversible: string
  readonly disk: string
  readonly time: { readonly say: string; readonly basis: TimeBasis }
  /** What to choose in the light bulb or to type. */
  readonly how: string
}

export type StrategyKind =
  | 'schema-only'
  | 'in-place'
  | 'safe-form'
  | 'expand-contract'
  | 'view-flip'
  | 'shadow-table'
  | 'window'

export type Level = { readonly level: 'low' | 'medium' | 'high'; readonly say: string }

/** `executed`: what is done under the lock was measured; how long that takes on other data never is. */
export type TimeBasis = 'executed in process' | 'derived' | 'not measured' | 'size read'

/** One change of a save, with everything that answers it. */
export type AdvisedChange = {
  readonly title: string
  readonly change: PendingChange
  readonly actions: readonly SqlAction[]
  /** The statements that the actions belong to. */
  readonly statements: readonly AnalysedStatement[]
  /** What the rules say of the actions, with what an environment's data said if one was asked. */
  readonly findings: readonly PlacedFinding[]
  readonly alternatives: readonly Alternative[]
  readonly offers: readonly RecipeOffer[]
}
