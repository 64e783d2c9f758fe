import type { PlanDocument } from '../plans/document/planDocument.js'
import { migrationOfPath } from '../plans/document/planPaths.js'
import type { ProofReport } from '../plans/prove/proofReport.js'
import type { SchemaEdit } from '../prisma/schemaEdit.js'
import type { PlanDraft, RecipeRefusal } from '../recipes/recipe.js'
import { engineFiles } from './analyseProject.js'
import { prove, type PlanServices } from './makePlan.js'
import { engineHistoryOf, filterOf, type ProjectSnapshot } from './projectSnapshot.js'

/**
 * Rehearses a plan that is already written. The history without the plan's own migrations is the
 * stage, those of later plans included, unless one of them builds on it; what the schema differs by
 * behind all of them is what may remain in every phase.
 */
export async function proveAgain(
  document: PlanDocument,
  draft: PlanDraft,
  snapshot: ProjectSnapshot,
  services: Omit<PlanServices, 'now' | 'plans'>,
): Promise<ProofReport | RecipeRefusal> {
  if (document.phases.length === 0) {
    return {
      kind: 'refusal',
      say: 'The plan has no migrations to rehearse: people do its steps. Make it anew from the schema as it is.',
    }
  }
  const { layout, schema, history } = snapshot
  const own = document.phases.flatMap(({ files }) =>
    files.flatMap(({ path }) => migrationOfPath(path) ?? []),
  )
  const first = history.migrations.findIndex(({ name }) => own.includes(name))
  const migrations = history.migrations.filter(({ name }) => !own.includes(name))
  const later = first < 0 ? [] : migrations.slice(first).map(({ name }) => name)
  if (later.length > 0) {
    services.engine.open(engineHistoryOf(layout, migrations, undefined))
    const { failures } = await services.engine.replay(migrations.length)
    const broken = failures.find(({ migration }) => later.includes(migration))
    if (broken !== undefined) {
      return {
        kind: 'refusal',
        say: `"${broken.migration}" came after the plan and builds on it, so the plan cannot be rehearsed where it stood any more.`,
      }
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
  const start = editsToExpand(document)
  if (start === undefined) {
    return {
      kind: 'refusal',
      say: 'A later phase is promoted, and plan.json does not say how the schema read before it.',
    }
  }
  const [expand, ...others] = draft.phases
  const asWritten =
    first < 0 || expand === undefined
      ? draft
      : { ...draft, phases: [{ ...expand, schemaEdits: start }, ...others] }
  return prove(
    asWritten,
    { ...snapshot, history: { ...history, migrations } },
    { remaining: remaining.sql },
    services,
  )
}

/**
 * From the schema on the disk to that of the expand phase, whose edits are made already: those of
 * later phases that are promoted have to be taken back first.
 */
function editsToExpand({ phases }: PlanDocument): readonly SchemaEdit[] | undefined {
  const promoted = phases.slice(1).filter(({ promoted: since }) => since !== undefined)
  if (promoted.some(({ rollback }) => rollback.schemaEdits === undefined)) return undefined
  return promoted.toReversed().flatMap(({ rollback }) => rollback.schemaEdits ?? [])
}
