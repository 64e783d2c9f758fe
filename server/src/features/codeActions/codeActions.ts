import type { ProjectAnalysis } from '../../project/analysis.js'
import { pendingChangeOf, recipeOffers, simplerAnswers } from '../../project/pendingChange.js'
import type { SqlParser } from '../../sql/parseStatements.js'
import { alternativeActions } from './alternativeActions.js'
import { createMigrationAction } from './createMigrationAction.js'
import type { OfferedAction } from './offeredAction.js'
import { planActions } from './planActions.js'

/** Everything that the analysis offers to do, the simplest first. */
export function offeredActions(
  analysis: ProjectAnalysis,
  parser: SqlParser,
): readonly OfferedAction[] {
  const change = pendingChangeOf(analysis, parser)
  if (change === undefined) return []
  return [
    ...alternativeActions(analysis, simplerAnswers(change)),
    ...planActions(analysis, recipeOffers(change)),
    ...createMigrationAction(analysis),
  ]
}
