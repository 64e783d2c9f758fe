import type { PlanDraft } from '../../recipes/recipe.js'
import { applyMigration } from './applyMigration.js'
import { appVersions } from './appVersions.js'
import type { ProofContext } from './proofContext.js'
import { failed, type FailedProof, type PassedProof } from './proofReport.js'
import { inWords, query, rehearsalOn, type Rehearsal } from './rehearsal.js'
import { rowsWalkState } from './rowsWalkState.js'
import { fillTable } from './walkWithRows.js'

/**
 * P14, for a plan that stays while another one goes on: on a copy with rows its first phase is
 * made, then what the other one has still to do, and what was read before is read behind it. No
 * proof where nothing comes in between.
 */
export async function outlives(
  draft: PlanDraft,
  context: ProofContext,
): Promise<{ readonly kind: 'passed'; readonly proofs: readonly PassedProof[] } | FailedProof> {
  if (draft.outlives === undefined) return { kind: 'passed', proofs: [] }
  context.onProgress({ share: 0.95, say: 'Rehearsing what comes behind the first phase' })
  const stage = await context.engine.stage(context.at)
  try {
    return await walk(rehearsalOn(stage, context), draft, draft.outlives, context)
  } finally {
    await stage.close()
  }
}

async function walk(
  rehearsal: Rehearsal,
  draft: PlanDraft,
  { files, before, after }: PlanDraft['outlives'] & object,
  context: ProofContext,
): Promise<{ readonly kind: 'passed'; readonly proofs: readonly PassedProof[] } | FailedProof> {
  const catalogue = await rehearsal.catalogue()
  const [expand] = draft.phases
  for (const file of expand?.migrations ?? []) {
    const failure = await applyMigration(rehearsal, file, context.model)
    if (failure !== undefined) return failed('P14', failure.say, failure)
  }
  const catalogues = { before: catalogue, after: [await rehearsal.catalogue()] }
  const versions = appVersions(draft.rehearsal, catalogues)
  if (versions === undefined) {
    return failed('P14', `"${draft.rehearsal.table}" does not exist.`)
  }
  const state = rowsWalkState(rehearsal, draft, context, catalogues, versions)
  const unfilled = await fillTable(state)
  if (unfilled !== undefined) return unfilled
  const rows = await rowsOf(rehearsal, before)
  if ('kind' in rows) return rows
  for (const file of files) {
    const failure = await applyMigration(rehearsal, file, context.model)
    if (failure !== undefined) {
      return failed('P14', `${failure.say} when this plan's first phase is there.`, failure)
    }
  }
  const now = await rowsOf(rehearsal, after)
  if ('kind' in now) return now
  const gone = rows.find((row, index) => row !== now[index])
  if (gone !== undefined || now.length !== rows.length) {
    return failed('P14', 'The rows do not read as before when the other plan is done.', {
      detail: `Before: ${gone ?? 'no row'}. Behind it: ${now.find((row, index) => row !== rows[index]) ?? 'no row'}.`,
      sql: after,
    })
  }
  return {
    kind: 'passed',
    proofs: [
      {
        id: 'P14',
        say: `${rows.length} rows read as before when the ${files.length} files that the other plan has still to come are applied.`,
        figures: { rows: rows.length, files: files.length },
      },
    ],
  }
}

async function rowsOf(
  rehearsal: Rehearsal,
  sql: string,
): Promise<readonly (string | null)[] | FailedProof> {
  const [result] = await rehearsal.run([query(sql)])
  if (result?.kind !== 'rows') {
    const detail = result === undefined ? '' : inWords(result.failure)
    return failed('P14', 'The rows cannot be read.', { detail, sql })
  }
  return result.rows.map(([row]) => row ?? null).toSorted()
}
