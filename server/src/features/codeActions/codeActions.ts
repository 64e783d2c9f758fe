import type { ProjectAnalysis } from '../../project/analysis.js'
import { pendingChangeOf, recipeOffers, simplerAnswers } from '../../project/pendingChange.js'
import type { ProjectPlan } from '../../project/projectPlans.js'
import type { SqlParser } from '../../sql/parseStatements.js'
import { alternativeActions } from './alternativeActions.js'
import { createMigrationAction } from './createMigrationAction.js'
import type { OfferedAction } from './offeredAction.js'
import { planActions } from './planActions.js'
import { safeMigrationsAction } from './safeFormActions.js'

/** Everything that the analysis offers to do, the simplest first. */
export function offeredActions(
  analysis: ProjectAnalysis,
  parser: SqlParser,
  plans: readonly ProjectPlan[],
): readonly OfferedAction[] {
  const change = pendingChangeOf(analysis, parser)
  if (change === undefined) return []
  return [
    ...alternativeActions(analysis, simplerAnswers(change)),
    ...planActions(analysis, recipeOffers(change), plans),
    ...safeMigrationsAction(analysis),
    ...createMigrationAction(analysis),
  ]
}
