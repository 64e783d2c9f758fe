import type { MigrationAnalysis, ProjectAnalysis } from '../project/analysis.js'
import { createApplicationCode } from '../project/applicationCode.js'
import { concernsCode, withUsages } from '../project/findingUsages.js'
import type { Project } from '../project/project.js'

/** Judged by the code around the project, which is read only where a finding is about what code uses. */
export async function judgedByCode<
  Judged extends ProjectAnalysis & { readonly migrations: readonly MigrationAnalysis[] },
>(project: Project, judged: Judged): Promise<Judged> {
  const { outcome, snapshot } = judged
  const found = {
    ...(outcome.kind === 'checked' ? { pending: outcome.pending } : {}),
    migrations: judged.migrations,
  }
  if (!concernsCode(found, snapshot)) return judged
  const code = createApplicationCode(project.layout, { openText: () => undefined })
  await code.read(snapshot.schema)
  const known = code.last()
  if (known === undefined) return judged
  const { pending, migrations } = withUsages(found, snapshot, known)
  return {
    ...judged,
    migrations,
    ...(outcome.kind === 'checked' && pending !== undefined
      ? { outcome: { ...outcome, pending } }
      : {}),
  }
}
