import type { PlanDraft, PlannedBackfill } from '../../recipes/recipe.js'
import { oldVersions } from './appVersions.js'
import { checkSecondPass, startBackfill, toItsEnd } from './backfillRun.js'
import { failOnRow, rowFound } from './checkQuery.js'
import { failed, type FailedProof } from './proofReport.js'
import { failureIn, inWords, onlyValue, query } from './rehearsal.js'
import { momentIn, type RowsWalkState } from './rowsWalkState.js'
import { checkLenses, type LensFigures } from './lensLaws.js'
import { checkResumes, type ResumeFigures } from './resumedBackfill.js'
import { settleRows } from './settleRows.js'
import { checkVerifyFinds } from './verifyFinds.js'
import type { Version } from './writeRun.js'

export type MigrateFigures = {
  readonly batches: number
  readonly rows: number
  readonly lenses: LensFigures
  /** Of the first backfill. */
  readonly resumed?: ResumeFigures
}

/**
 * The migrate phase: batches of the backfill between the writes of both versions until it ends,
 * then the query that says so, then more writes, behind each of which it still has to say so.
 */
export async function migrateRows(
  state: RowsWalkState,
  alive: readonly Version[],
): Promise<({ readonly kind: 'migrated' } & MigrateFigures) | FailedProof> {
  const { rehearsal, draft, run } = state
  const backfilling = momentIn(draft, 'expand', 'during the backfill', false)
  const figures = { batches: 0, rows: 0 }
  let resumed: ResumeFigures | undefined
  const lenses = await checkLenses(rehearsal, draft, state.versions.old.table.relation)
  if ('kind' in lenses) return lenses

  for (const backfill of backfillsOf(draft)) {
    const size = await batchSize(state, backfill)
    const most = 60 + Math.ceil((state.context.writes ?? 300) / size)
    if (resumed === undefined) {
      const again = await checkResumes(rehearsal, draft, backfill, size, most)
      if ('kind' in again) return again
      resumed = again
    }
    const pass = startBackfill(rehearsal, backfill, size, most)
    while (!pass.finished()) {
      // New rows lie ahead of the backfill: a few rounds of them, and then it may come to its end.
      const writes = pass.batches() < roundsOfWrites ? state.writes(alive, 0.03) : []
      const problem = (await run.during(writes, backfilling)) ?? (await pass.next())
      if (problem !== undefined) return problem
    }
    figures.batches += pass.batches()
    figures.rows += pass.rows()
    const again =
      // The pass that people run when every writer has come to give the value itself.
      (isKept(draft)
        ? undefined
        : await toItsEnd(startBackfill(rehearsal, backfill, size, most))) ??
      (await checkSecondPass(rehearsal, backfill, size, most))
    if (again !== undefined) return again
  }

  const after = momentIn(draft, 'expand', 'after the backfill', true)
  const problem =
    (await settleRows(state)) ??
    (await checkComplete(state)) ??
    (await run.during(state.writes(alive, 0.15), after)) ??
    (await settleRows(state)) ??
    (await checkVerifyFinds(rehearsal, draft))
  return (
    problem ?? {
      kind: 'migrated',
      ...figures,
      lenses,
      ...(resumed === undefined ? {} : { resumed }),
    }
  )
}

const roundsOfWrites = 8

/** Whether anything in the database looks after rows that are written behind the backfill. */
function isKept({ phases }: PlanDraft): boolean {
  return phases.some(({ migrations }) => migrations.length > 0)
}

function backfillsOf({ backfill, furtherBackfills = [] }: PlanDraft): readonly PlannedBackfill[] {
  return [...(backfill === undefined ? [] : [backfill]), ...furtherBackfills]
}

/** About six batches, so that writes come in before, between and behind them. */
async function batchSize(
  { rehearsal, versions }: RowsWalkState,
  { table }: PlannedBackfill,
): Promise<number> {
  const olds = oldVersions(versions)
  const old = olds.find((version) => version.table.name === table) ?? versions.old
  const [count] = await rehearsal.run([query(`SELECT count(*) FROM ${old.table.relation}`)])
  return Math.max(4, Math.ceil(Number(onlyValue(count) ?? 0) / 6))
}

async function checkComplete({
  rehearsal,
  draft,
}: RowsWalkState): Promise<FailedProof | undefined> {
  const [result] = await rehearsal.run([failOnRow(draft.verify)])
  const failure = failureIn(result)
  if (failure === undefined) return undefined
  return failure.sqlState === rowFound
    ? failed('P4', 'verify.sql still returns rows after the backfill.', {
        detail: `The first of them: ${failure.message}`,
        sql: draft.verify,
      })
    : failed('P4', 'verify.sql fails.', { detail: inWords(failure), sql: draft.verify })
}
