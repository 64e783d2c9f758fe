import { offeredActions } from '../features/codeActions/codeActions.js'
import type { OfferedAction } from '../features/codeActions/offeredAction.js'
import { migrationActions } from '../features/codeActions/migrationActions.js'
import { movedRowsActions } from '../features/codeActions/movedRowsActions.js'
import { schemaCommentActions } from '../features/codeActions/schemaCommentActions.js'
import type { ProjectAnalysis } from '../project/analysis.js'
import { migrationToJudge } from '../project/migrationToJudge.js'
import type { Project } from '../project/project.js'
import type { Session } from './session.js'

/** What a document offers: a schema file what to do with the pending change, a migration its fixes. */
export async function documentActions(
  session: Session,
  project: Project,
  analysis: ProjectAnalysis,
  uri: string,
): Promise<readonly OfferedAction[]> {
  if (analysis.snapshot.schema.documents.some((one) => one.uri === uri)) {
    return [
      ...offeredActions(analysis, session.parser, await project.plans()),
      ...schemaCommentActions(analysis, uri),
    ]
  }
  const standings = await session.environmentsOf(project).knownStandings()
  const migration = await migrationToJudge(project, uri, standings)
  if (migration === undefined) return []
  const judged = await project.analyseMigration(migration.index)
  if (judged === undefined) return []
  const applied = migration.judged ? undefined : alreadyApplied
  return [
    ...movedRowsActions(judged, analysis, applied),
    ...migrationActions(judged, analysis.snapshot.history, applied),
  ]
}

const alreadyApplied =
  'This migration has been applied or committed: Prisma compares its text. Write what is missing as a new migration.'
