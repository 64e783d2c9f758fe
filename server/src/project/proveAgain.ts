import type { PlanDocument } from '../plans/document/planDocument.js'
import { migrationOfPath } from '../plans/document/planPaths.js'
import type { ProofReport } from '../plans/prove/proofReport.js'
import type { PlanDraft, RecipeRefusal } from '../recipes/recipe.js'
import { engineFiles } from './analyseProject.js'
import { prove, type PlanServices } from './makePlan.js'
import { engineHistoryOf, filterOf, type ProjectSnapshot } from './projectSnapshot.js'

/**
 * Rehearses a plan that is already written. The history before the plan is the stage, so the
 * plan's own migrations must be the last ones; what the schema still differs by after the expand
 * phase is what may remain in every phase.
 */
export async function proveAgain(
  document: PlanDocument,
  draft: PlanDraft,
  snapshot: ProjectSnapshot,
  services: Omit<PlanServices, 'now'>,
): Promise<ProofReport | RecipeRefusal> {
  const { layout, schema, history } = snapshot
  const own = document.phases.flatMap(({ files }) =>
    files.flatMap(({ path }) => migrationOfPath(path) ?? []),
  )
  const first = history.migrations.findIndex(({ name }) => own.includes(name))
  const before = first < 0 ? history.migrations.length : first
  const later = history.migrations.slice(before).filter(({ name }) => !own.includes(name))
  if (later.length > 0) {
    return {
      kind: 'refusal',
      say: `"${later[0]?.name ?? ''}" came after the plan, so it cannot be rehearsed where it stood any more.`,
    }
  }
  services.engine.open(engineHistoryOf(layout, history.migrations, undefined))
  const remaining = await services.engine.diff({
    at: history.migrations.length,
    files: engineFiles(schema),
    filter: filterOf(layout),
    direction: 'toSchema',
  })
  if (remaining.kind !== 'script') return { kind: 'refusal', say: remaining.message }
  const [expand, ...others] = draft.phases
  // The schema on disk is that of the expand phase already: its edits must not be applied again.
  const asWritten =
    first < 0 || expand === undefined
      ? draft
      : { ...draft, phases: [{ ...expand, schemaEdits: [] }, ...others] }
  const migrations = history.migrations.slice(0, before)
  return prove(
    asWritten,
    { ...snapshot, history: { ...history, migrations } },
    { remaining: remaining.sql },
    services,
  )
}
