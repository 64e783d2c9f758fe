import type { PlanDraft } from '../../recipes/recipe.js'
import { backfillEnds } from './backfillRun.js'
import { boundariesHeld, checkBoundaries } from './fileBoundaries.js'
import { lockProofs } from './fileLocks.js'
import { lensesHold } from './lensLaws.js'
import { noDrift } from './noDrift.js'
import { outlives } from './outlives.js'
import type { ProofContext } from './proofContext.js'
import type { FailedProof, PassedProof, ProofReport } from './proofReport.js'
import { rehearsalOn } from './rehearsal.js'
import { replayed } from './replay.js'
import { resumed } from './resumedBackfill.js'
import { canBeTakenBack, rolledBack } from './rollBack.js'
import { staleClients } from './staleClient.js'
import { verifyFinds } from './verifyFinds.js'
import { walkEmpty } from './walkEmpty.js'
import { walkWithRows, type RowsWalk } from './walkWithRows.js'

/**
 * Rehearses a plan from end to end on private copies of the database after the history. The first
 * proof that fails ends it. Rejects only when the engine's process fails.
 */
export async function provePlan(draft: PlanDraft, context: ProofContext): Promise<ProofReport> {
  try {
    return await prove(draft, context)
  } catch (error) {
    if (context.signal.aborted) return { kind: 'cancelled' }
    throw error
  }
}

async function prove(draft: PlanDraft, context: ProofContext): Promise<ProofReport> {
  context.signal.throwIfAborted()
  context.onProgress({ share: 0, say: 'Copying the database' })
  // A plan with a phase that cannot be taken back leaves its stage unfit for a second walk.
  const copies = draft.phases.every((phase) => canBeTakenBack(phase)) ? 1 : 2
  const opened = await Promise.allSettled(
    Array.from({ length: copies }, () => context.engine.stage(context.at)),
  )
  const stages = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  try {
    const [first] = stages
    const second = stages[copies - 1]
    if (first === undefined || second === undefined) throw reasonOf(opened)
    const empty = await walkEmpty(rehearsalOn(first, context), draft, context)
    if (empty.kind === 'failed') return empty
    const torn = checkBoundaries(draft)
    if (torn !== undefined) return torn
    const rows = await walkWithRows(rehearsalOn(second, context), draft, context, empty.catalogues)
    if (rows.kind === 'failed') return rows
    const outlived = await outlives(draft, context)
    if (outlived.kind === 'failed') return outlived
    context.onProgress({ share: 1, say: 'Proved' })
    const proofs = [...passedProofs(draft, rows), ...outlived.proofs]
    return { kind: 'proved', proofs, postgres: first.postgres, measured: rows.locks }
  } finally {
    await Promise.all(stages.map((stage) => stage.close()))
  }
}

function reasonOf(opened: readonly PromiseSettledResult<unknown>[]): unknown {
  return opened.find((one) => one.status === 'rejected')?.reason
}

function passedProofs(
  draft: PlanDraft,
  { writes, migrate, probes, locks, between }: Exclude<RowsWalk, FailedProof>,
): readonly PassedProof[] {
  const files = draft.phases.flatMap((phase) => phase.migrations)
  const tables = [draft.rehearsal, ...(draft.rehearsal.others ?? [])]
  const columns = tables.reduce((sum, { oldColumns }) => sum + oldColumns.length, 0)
  return [
    noDrift(draft.phases.length),
    targetReached(),
    replayed(files.length, files.filter((file) => file.kind !== 'alone').length),
    interleavedWrites(draft, writes, migrate),
    ...lensesHold(draft, migrate.lenses),
    ...(files.length === 0 ? [] : lockProofs(files, locks)),
    rolledBack(draft.phases),
    staleClients(columns, probes, draft.rehearsal.oldUntil),
    ...(files.length === 0 ? [] : [boundariesHeld(files.length, between)]),
    ...(draft.backfill === undefined ? [] : [backfillEnds(migrate.batches, migrate.rows)]),
    verifyFinds(draft),
    ...(migrate.resumed === undefined ? [] : [resumed(migrate.resumed)]),
  ]
}

function targetReached(): PassedProof {
  return {
    id: 'P2',
    say: 'The last phase leads to the schema in the editor and leaves no trigger, function, check, sequence or index behind.',
    figures: { leftovers: 0 },
  }
}

function interleavedWrites(
  { rehearsal: { enforces = [], settle } }: PlanDraft,
  writes: Extract<RowsWalk, { kind: 'walked' }>['writes'],
  migrate: Extract<RowsWalk, { kind: 'walked' }>['migrate'],
): PassedProof {
  const refused =
    writes.refused === 0
      ? ''
      : ` ${writes.refused} of them were refused by constraints of the table's own${enforces.length === 0 ? '' : ', or by what the plan adds to refuse them'}.`
  const settled =
    settle === undefined
      ? ''
      : ' Rows that stood in the way were taken out before each phase, as you will have done.'
  return {
    id: 'P4',
    say: `${writes.writes} writes of the old and the new version around ${migrate.batches} batches of the backfill: 0 diverging rows, 0 lost values.${refused}${settled}`,
    figures: {
      writes: writes.writes,
      creations: writes.creations,
      refusedByOwnConstraints: writes.refused,
      checks: writes.checks,
      batches: migrate.batches,
      divergingRows: 0,
    },
  }
}
