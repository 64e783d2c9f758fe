import type { MigrationAnalysis, ProjectAnalysis } from '../project/analysis.js'
import { createApplicationCode } from '../project/applicationCode.js'
import type { JudgedScripts } from '../project/dataCheck.js'
import { concernsCode, withUsages } from '../project/findingUsages.js'
import type { Project } from '../project/project.js'
import type { ProjectSnapshot } from '../project/projectSnapshot.js'

/** Judged by the code around the project, which is read only where a finding is about what code uses. */
export async function judgedByCode<
  Judged extends ProjectAnalysis & { readonly migrations: readonly MigrationAnalysis[] },
>(project: Project, judged: Judged): Promise<Judged> {
  const { outcome, snapshot } = judged
  const found = {
    ...(outcome.kind === 'checked' ? { pending: outcome.pending } : {}),
    migrations: judged.migrations,
  }
  const { pending, migrations } = await scriptsByCode(project, found, snapshot)
  return {
    ...judged,
    migrations,
    ...(outcome.kind === 'checked' && pending !== undefined
      ? { outcome: { ...outcome, pending } }
      : {}),
  }
}

/** The same for files of SQL without a pending change. */
export async function scriptsByCode<Judged extends JudgedScripts>(
  project: Project,
  judged: Judged,
  snapshot: ProjectSnapshot,
): Promise<Judged> {
  if (!concernsCode(judged, snapshot)) return judged
  const code = createApplicationCode(project.layout, {
    openText: () => undefined,
    openUris: () => [],
  })
  await code.read(snapshot.schema)
  const known = code.last()
  return known === undefined ? judged : withUsages(judged, snapshot, known)
}
