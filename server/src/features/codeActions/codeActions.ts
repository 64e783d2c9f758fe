import type { ProjectAnalysis } from '../../project/analysis.js'
import { pendingChangeOf, recipeOffers, simplerAnswers } from '../../project/pendingChange.js'
import type { ProjectPlan } from '../../project/projectPlans.js'
import type { SqlParser } from '../../sql/parseStatements.js'
import { allPlansAction } from './allPlans.js'
import { alternativeActions } from './alternativeActions.js'
import { createMigrationAction } from './createMigrationAction.js'
import { keepHandmadeActions } from './keepHandmadeActions.js'
import type { OfferedAction } from './offeredAction.js'
import { pendingFixActions } from './pendingFixActions.js'
import { planActions } from './planActions.js'
import { safeMigrationsAction } from './safeFormActions.js'
import { wantedNamesActions } from './wantedNamesActions.js'

/** Everything that the analysis offers to do, the simplest first. */
export function offeredActions(
  analysis: ProjectAnalysis,
  parser: SqlParser,
  plans: readonly ProjectPlan[],
): readonly OfferedAction[] {
  const change = pendingChangeOf(analysis, parser)
  if (change === undefined) return []
  const offers = recipeOffers(change)
  return [
    ...alternativeActions(analysis, simplerAnswers(change)),
    ...keepHandmadeActions(analysis, change),
    ...wantedNamesActions(analysis, change),
    ...pendingFixActions(analysis),
    ...planActions(analysis, offers, plans),
    ...allPlansAction(analysis, offers),
    ...safeMigrationsAction(analysis),
    ...createMigrationAction(analysis),
  ]
}
