import type { PlanDraft, PlannedBackfill } from '../../recipes/recipe.js'
import { quoteQualified } from '../../sql/quoting.js'
import { startBackfill, toItsEnd } from './backfillRun.js'
import { failed, type FailedProof, type PassedProof } from './proofReport.js'
import { onlyValue, query, script, type Rehearsal } from './rehearsal.js'

export type ResumeFigures = { readonly interruptions: number; readonly compared: number }

/**
 * P13: the runner is killed in the middle of batches and between two, goes on from the key that it
 * knew, and once from the beginning because it has forgotten it. The rows must then be those that an
 * uninterrupted run leaves. All runs are taken back. What a run makes by chance, numbers of a
 * sequence too, is not the same twice: then the number of rows is compared.
 */
export async function checkResumes(
  rehearsal: Rehearsal,
  draft: PlanDraft,
  backfill: PlannedBackfill,
  size: number,
  most: number,
): Promise<ResumeFigures | FailedProof> {
  const whole = () => toItsEnd(startBackfill(rehearsal, backfill, size, most))
  const first = await takenBack(rehearsal, draft, whole)
  if (first.kind === 'failed') return first
  const second = await takenBack(rehearsal, draft, whole)
  if (second.kind === 'failed') return second
  let interruptions = 0
  const torn = await takenBack(rehearsal, draft, async () => {
    const forgotten = startBackfill(rehearsal, backfill, size, most)
    interruptions = 1
    const begun = await forgotten.next()
    if (begun !== undefined) return begun
    const pass = startBackfill(rehearsal, backfill, size, most)
    while (!pass.finished()) {
      const killed = await pass.killed()
      interruptions += 1
      const problem = killed ?? (await pass.next())
      if (problem !== undefined) return problem
    }
    return undefined
  })
  if (torn.kind === 'failed') return torn
  const isExact = first.rows === second.rows
  const [wanted, found] = isExact ? [first.rows, torn.rows] : [first.count, torn.count]
  if (wanted === found) return { interruptions, compared: Number(torn.count) }
  return failed(
    'P13',
    'A backfill that was stopped and started again leaves other rows than one that ran through.',
    {
      detail: `${first.count} rows in all after the one, ${torn.count} after the other.`,
      sql: backfill.sql,
    },
  )
}

export function resumed({ interruptions, compared }: ResumeFigures): PassedProof {
  return {
    id: 'P13',
    say: `Stopped ${interruptions} times, in the middle of batches, between them and with the place forgotten, the backfill leaves what it leaves when nobody stops it: ${compared} rows compared.`,
    figures: { interruptions, rows: compared },
  }
}

type Left = { readonly kind: 'left'; readonly rows: string; readonly count: string } | FailedProof

/** What the tables hold behind a run that is rolled back then. */
async function takenBack(
  rehearsal: Rehearsal,
  { rehearsal: { table, movedTo = table, others = [] } }: PlanDraft,
  run: () => Promise<FailedProof | undefined>,
): Promise<Left> {
  await rehearsal.run([script('BEGIN')])
  const problem = await run()
  const tables = [movedTo, ...others.map((one) => one.table)].map(relationOf)
  const [rows, count] = await rehearsal.run([
    query(`SELECT concat_ws(' ', ${tables.map(checksum).join(', ')})`),
    query(`SELECT ${tables.map((one) => `(SELECT count(*) FROM ${one})`).join(' + ')}`),
    script('ROLLBACK'),
    script('RESET ALL'),
  ])
  return problem ?? { kind: 'left', rows: onlyValue(rows) ?? '', count: onlyValue(count) ?? '' }
}

function checksum(relation: string): string {
  return `(SELECT md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) FROM ${relation} AS t)`
}

function relationOf(key: string): string {
  const dot = key.indexOf('.')
  return quoteQualified({ schema: key.slice(0, dot), name: key.slice(dot + 1) })
}
