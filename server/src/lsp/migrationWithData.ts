import type { MigrationAnalysis } from '../project/analysis.js'
import { judgedByData } from '../project/dataCheck.js'
import type { Project } from '../project/project.js'
import type { Session } from './session.js'

/** The analysis with what an environment has said, as long as that counts. */
export async function migrationWithData(
  session: Session,
  project: Project,
  analysis: MigrationAnalysis | undefined,
): Promise<MigrationAnalysis | undefined> {
  const check = await session.dataChecks.of(project)
  if (check === undefined || analysis === undefined) return analysis
  const { configuration } = await project.configuration()
  return judgedByData({ migrations: [analysis] }, check, configuration, session.now()).migrations[0]
}
