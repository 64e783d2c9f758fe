import type { Engine } from '../engine/engine.js'
import type { SchemaEdit } from '../prisma/schemaEdit.js'
import { applySchemaEdits } from '../prisma/applySchemaEdits.js'
import { readSchema } from '../prisma/readSchema.js'
import { planFiles, type PlanFiles } from '../plans/document/writePlan.js'
import { provePlan } from '../plans/prove/provePlan.js'
import type { ProofContext, ProofProgress, SchemaAfterEdits } from '../plans/prove/proofContext.js'
import type { FailedProof } from '../plans/prove/proofReport.js'
import type { Answers, PlanDraft, RecipeOffer, RecipeRefusal } from '../recipes/recipe.js'
import { applyEdits } from '../text/edits.js'
import { withoutActions } from '../sql/subtractScript.js'
import type { SqlParser } from '../sql/parseStatements.js'
import { engineFiles } from './analyseProject.js'
import type { AnalysisOutcome, ProjectAnalysis } from './analysis.js'
import { uriOfPath } from './locations.js'
import { engineHistoryOf, executionModelOf, filterOf, type ReadSchema } from './projectSnapshot.js'
import { sha256 } from './readProject.js'

export type PlanServices = {
  readonly engine: Engine
  readonly parser: SqlParser
  readonly now: Date
  readonly onProgress: (progress: ProofProgress) => void
  readonly signal: AbortSignal
}

export type MadePlan =
  | { readonly kind: 'plan'; readonly files: PlanFiles; readonly draft: PlanDraft }
  | { readonly kind: 'failed'; readonly proof: FailedProof }
  | { readonly kind: 'cancelled' }
  | RecipeRefusal

/**
 * From an offer to the files of its plan. The plan is rehearsed first, on private copies of the
 * replayed database; a plan that fails a proof is not made.
 */
export async function makePlan(
  analysis: ProjectAnalysis & { readonly outcome: AnalysisOutcome & { readonly kind: 'checked' } },
  offer: RecipeOffer,
  answers: Answers,
  services: PlanServices,
): Promise<MadePlan> {
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
  const files = planFiles({
    draft,
    proofs,
    at: services.now,
    history,
    migrationsFolder: uriOfPath(layout.migrationsDir),
    sha256,
  })
  return { kind: 'plan', files, draft }
}

/** Rehearses a draft on the project's history. `pending` is what the diff may go on showing. */
export function prove(
  draft: PlanDraft,
  { layout, schema, history }: ProjectAnalysis['snapshot'],
  pending: Pick<ProofContext, 'remaining' | 'drift'>,
  { engine, parser, onProgress, signal }: Omit<PlanServices, 'now'>,
) {
  engine.open(engineHistoryOf(layout, history.migrations, undefined))
  return provePlan(draft, {
    engine,
    at: history.migrations.length,
    filter: filterOf(layout),
    schemaAfter: (edits) => schemaAfter(schema, edits),
    ...pending,
    parser,
    model: executionModelOf(layout),
    onProgress,
    signal,
    seed: seedOf(draft.slug),
  })
}

function schemaAfter(schema: ReadSchema, edits: readonly SchemaEdit[]): SchemaAfterEdits {
  const changed = applySchemaEdits(schema.documents, edits)
  if ('kind' in changed) return changed
  const documents = schema.documents.map((document) => {
    const own = changed.find(({ uri }) => uri === document.uri)
    return own === undefined
      ? document
      : readSchema(document.uri, applyEdits(document.text, own.edits))
  })
  return { kind: 'files', files: engineFiles({ documents, model: schema.model }) }
}

/** The same plan rehearses the same writes, here and in CI. */
function seedOf(text: string): number {
  let seed = 7
  for (const character of text) seed = (Math.imul(seed, 31) + (character.codePointAt(0) ?? 0)) >>> 0
  return seed
}
