import type { MigrationHistory } from '../../migrations/migration.js'
import type { MigrationAnalysis } from '../../project/analysis.js'
import { suppressionsInSql } from '../../project/suppressions.js'
import { fileFixActions } from './fileFixActions.js'
import { followUpActions } from './followUpActions.js'
import { ignoreActions, unusedIgnoreActions } from './ignoreActions.js'
import { ignoreInSql } from './ignoreComments.js'
import type { OfferedAction } from './offeredAction.js'
import { safeFormActions } from './safeFormActions.js'

/**
 * Everything that is offered in a migration file, the best first and the comment that merely takes
 * a finding out last. `applied` says why the file may not be changed any more.
 */
export function migrationActions(
  analysis: MigrationAnalysis,
  history: MigrationHistory,
  applied: string | undefined,
): readonly OfferedAction[] {
  const { uri, script, findings } = analysis
  const { text } = script
  const statements = script.statements.map(({ statement }) => statement)
  const document = {
    uri,
    text,
    findings,
    suppressions: suppressionsInSql(uri, text, statements),
    ...(applied === undefined ? {} : { refused: applied }),
  }
  return [
    ...(applied === undefined ? [] : followUpActions(analysis, history)),
    ...safeFormActions(analysis, history, applied),
    ...fileFixActions(analysis, history, applied),
    ...unusedIgnoreActions(document),
    // Of a file that cannot be changed no finding is shown.
    ...(applied === undefined
      ? ignoreActions(document, (placed) => ignoreInSql(script, placed))
      : []),
  ]
}
