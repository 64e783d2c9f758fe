import type { ProjectAnalysis } from '../project/analysis.js'
import { judgedByData } from '../project/dataCheck.js'
import type { Project } from '../project/project.js'
import type { Session } from './session.js'

/** The analysis with what an environment has said, as long as that counts. */
export async function analysisWithData(
  session: Session,
  project: Project,
  analysis: ProjectAnalysis,
): Promise<ProjectAnalysis> {
  const check = await session.dataChecks.of(project)
  const { outcome } = analysis
  if (check === undefined || outcome.kind !== 'checked') return analysis
  const { configuration } = await project.configuration()
  const { pending } = judgedByData(
    { pending: outcome.pending, migrations: [] },
    check,
    configuration,
    session.now(),
  )
  return { ...analysis, outcome: { ...outcome, pending } }
}
