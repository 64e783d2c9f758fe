import type { Catalogue } from '../../engine/catalogue.js'
import type { ExecutionModel } from '../../engine/replayReport.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { PlanDraft, PlannedPhase } from '../../recipes/recipe.js'
import { leftovers } from './leftovers.js'
import { checkDrift } from './noDrift.js'
import type { ProofContext } from './proofContext.js'
import { failed, type FailedProof } from './proofReport.js'
import type { Rehearsal } from './rehearsal.js'
import { checkInsertedRows, replayFile } from './replay.js'
import { canBeTakenBack, rollBackPhase } from './rollBack.js'
import { sameNames } from './movedTable.js'
import { checkColumnsExist, checkViewExists } from './staleClient.js'

/** The catalogue before the plan and after each of its phases. */
export type WalkedCatalogues = { readonly before: Catalogue; readonly after: readonly Catalogue[] }

export type EmptyWalk =
  { readonly kind: 'walked'; readonly catalogues: WalkedCatalogues } | FailedProof

/** The way in which the project's Prisma does not send files: the walk with rows takes the other. */
export function otherModel(model: ExecutionModel): ExecutionModel {
  return model === 'batch' ? 'split' : 'batch'
}

/**
 * Through all phases as on a new database, which gets the migrations alone, and back again: P1, P2,
 * P3, P8, and what the catalogues say about P9.
 */
export async function walkEmpty(
  rehearsal: Rehearsal,
  draft: PlanDraft,
  context: ProofContext,
): Promise<EmptyWalk> {
  const model = otherModel(context.model)
  const before = await rehearsal.catalogue()
  const after: Catalogue[] = []
  const edits: SchemaEdit[] = []

  for (const [index, phase] of draft.phases.entries()) {
    context.onProgress({
      share: 0.05 + (0.35 * index) / draft.phases.length,
      say: `Replaying the ${phase.name} phase`,
    })
    if (phase.name === 'contract') {
      const lost = await checkInsertedRows(rehearsal, draft, before)
      if (lost !== undefined) return lost
    }
    for (const file of phase.migrations) {
      const problem = await replayFile(rehearsal, file, model)
      if (problem !== undefined) return problem
    }
    edits.push(...phase.schemaEdits)
    const isLast = index === draft.phases.length - 1
    const drift = await checkDrift(rehearsal, context, phase.name, edits, isLast)
    if (drift !== undefined) return drift
    const catalogue = await rehearsal.catalogue()
    after.push(catalogue)
    const stale = checkVersions(draft, phase, before, catalogue)
    if (stale !== undefined) return stale
  }

  const left = leftovers(
    ...sameNames(before, after.at(-1) ?? before, draft.rehearsal),
    draft.rehearsal.keeps,
  )
  if (left.length > 0) {
    return failed('P2', 'The plan leaves the database other than the change alone would have.', {
      detail: left.join('\n'),
    })
  }
  context.onProgress({ share: 0.4, say: 'Taking the phases back' })
  const stuck = await walkBack(rehearsal, draft, model, { before, after })
  return stuck ?? { kind: 'walked', catalogues: { before, after } }
}

/** From the last phase to the first, or to one that cannot be taken back. */
async function walkBack(
  rehearsal: Rehearsal,
  draft: PlanDraft,
  model: ExecutionModel,
  { before, after }: WalkedCatalogues,
): Promise<FailedProof | undefined> {
  for (let index = draft.phases.length - 1; index >= 0; index -= 1) {
    const phase = draft.phases[index]
    if (phase === undefined || !canBeTakenBack(phase)) return undefined
    const earlier = after[index - 1] ?? before
    const problem = await rollBackPhase(rehearsal, phase, model, earlier, 'an empty copy')
    if (problem !== undefined) return problem
  }
  return undefined
}

function checkVersions(
  { rehearsal }: PlanDraft,
  { name }: PlannedPhase,
  before: Catalogue,
  after: Catalogue,
): FailedProof | undefined {
  for (const { table, oldColumns, newColumns } of [rehearsal, ...(rehearsal.others ?? [])]) {
    const moved = table === rehearsal.table ? rehearsal.movedTo : undefined
    const old =
      name === 'contract' || name === rehearsal.oldUntil
        ? undefined
        : moved === undefined
          ? checkColumnsExist(before, after, table, oldColumns, 'The old version', name)
          : checkViewExists(after, table, name)
    if (old !== undefined) return old
    if (newColumns.length === 0) continue
    const place = moved ?? table
    const now = checkColumnsExist(before, after, place, newColumns, 'The new version', name)
    if (now !== undefined) return now
  }
  return undefined
}
