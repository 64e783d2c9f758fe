import type { Engine } from '../engine/engine.js'
import type { PlanEstimate } from '../plans/document/planDocument.js'
import { planFiles, type PlanFiles } from '../plans/document/writePlan.js'
import { provePlan } from '../plans/prove/provePlan.js'
import type { ProofContext, ProofProgress } from '../plans/prove/proofContext.js'
import type { FailedProof } from '../plans/prove/proofReport.js'
import type { Answers, PlanDraft, RecipeOffer, RecipeRefusal } from '../recipes/recipe.js'
import { withoutActions } from '../sql/subtractScript.js'
import type { SqlParser } from '../sql/parseStatements.js'
import type { AnalysisOutcome, ProjectAnalysis } from './analysis.js'
import { editedFiles } from './editedSchema.js'
import { uriOfPath } from './locations.js'
import { planInTheWay, type ProjectPlan } from './projectPlans.js'
import {
  engineHistoryOf,
  executionModelOf,
  filterOf,
  type ProjectSnapshot,
} from './projectSnapshot.js'
import { sha256 } from './readProject.js'
import { undoOfPhases } from './undoPlan.js'

export type PlanServices = {
  readonly engine: Engine
  readonly parser: SqlParser
  readonly now: Date
  /** The plans that the project has already: none of them may be under way on the same column. */
  readonly plans: readonly ProjectPlan[]
  readonly onProgress: (progress: ProofProgress) => void
  readonly signal: AbortSignal
  /** Asks an environment how large tables are; absent where none was chosen. */
  readonly sizes?: (tables: readonly string[]) => Promise<PlanEstimate>
}

export type MadePlan =
  | { readonly kind: 'plan'; readonly files: PlanFiles; readonly draft: PlanDraft }
  | { readonly kind: 'failed'; readonly proof: FailedProof }
  | { readonly kind: 'cancelled' }
  | RecipeRefusal

export type PlannableAnalysis = ProjectAnalysis & {
  readonly outcome: AnalysisOutcome & { readonly kind: 'checked' }
}

/** What a plan is made from beside the offer. */
export type MakePlanInput = {
  readonly analysis: PlannableAnalysis
  readonly services: PlanServices
}

/**
 * From an offer to the files of its plan. The plan is rehearsed first, on private copies of the
 * replayed database; a plan that fails a proof is not made.
 */
export async function makePlan(
  analysis: PlannableAnalysis,
  offer: RecipeOffer,
  answers: Answers,
  services: PlanServices,
): Promise<MadePlan> {
  const overlap = planInTheWay(offer.subject, services.plans)
  if (overlap !== undefined) return { kind: 'refusal', say: overlap }
  const draft = offer.draft(answers)
  if (draft.kind === 'refusal') return draft
  const { snapshot, outcome } = analysis
  const { script } = outcome.pending
  const others = withoutActions(
    script.text,
    script.statements.map(({ statement }) => statement),
    offer.actions,
  )
  const pending = { remaining: others, drift: outcome.drift.sql }
  const proofs = await prove(draft, snapshot, pending, services)
  if (proofs.kind !== 'proved') {
    return proofs.kind === 'failed' ? { kind: 'failed', proof: proofs } : proofs
  }
  const { layout, history } = snapshot
  const sizes = await services.sizes?.(tablesOf(draft))
  const files = planFiles({
    draft,
    proofs,
    at: services.now,
    history,
    migrationsFolder: uriOfPath(layout.migrationsDir),
    sha256,
    undo: await undoOfPhases(draft, snapshot, pending, services),
    ...(sizes === undefined ? {} : { sizes }),
  })
  return { kind: 'plan', files, draft }
}

function tablesOf({ rehearsal, backfill, furtherBackfills = [] }: PlanDraft): readonly string[] {
  const others = (rehearsal.others ?? []).map(({ table }) => table)
  const filled = [...(backfill === undefined ? [] : [backfill]), ...furtherBackfills]
  return [...new Set([rehearsal.table, ...others, ...filled.map(({ table }) => table)])]
}

/** Rehearses a draft on the project's history. `pending` is what the diff may go on showing. */
export function prove(
  draft: PlanDraft,
  snapshot: ProjectSnapshot,
  pending: Pick<ProofContext, 'remaining' | 'drift'>,
  services: Omit<PlanServices, 'now' | 'plans'>,
) {
  services.engine.open(engineHistoryOf(snapshot.layout, snapshot.history.migrations, undefined))
  return provePlan(draft, proofContext(snapshot, pending, services, seedOf(draft.slug)))
}

/** What a proof on the project's history, which the engine has open, needs. */
export function proofContext(
  { layout, schema, history }: ProjectSnapshot,
  pending: Pick<ProofContext, 'remaining' | 'drift'>,
  { engine, parser, onProgress, signal }: Omit<PlanServices, 'now' | 'plans'>,
  seed: number,
): ProofContext {
  return {
    engine,
    at: history.migrations.length,
    filter: filterOf(layout),
    schemaAfter: (edits) => editedFiles(schema, edits),
    ...pending,
    parser,
    model: executionModelOf(layout),
    onProgress,
    signal,
    seed,
  }
}

/** The same plan rehearses the same writes, here and in CI. */
function seedOf(text: string): number {
  let seed = 7
  for (const character of text) seed = (Math.imul(seed, 31) + (character.codePointAt(0) ?? 0)) >>> 0
  return seed
}
