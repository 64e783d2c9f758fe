import type { RehearsalStepResult } from '../../engine/messages.js'
import type { PlannedBackfill } from '../../recipes/recipe.js'
import { failed, type FailedProof, type PassedProof } from './proofReport.js'
import { failureIn, inWords, query, script, type Rehearsal } from './rehearsal.js'

/** One pass over the table, a batch at a time, as the runner makes it. */
export type BackfillPass = {
  /** Runs the next batch. Not to be called when the pass is finished. */
  readonly next: () => Promise<FailedProof | undefined>
  /**
   * Runs the next batch in an open transaction and takes it back, as when the runner is killed in
   * the middle of it: the pass stays where it is.
   */
  readonly killed: () => Promise<FailedProof | undefined>
  readonly finished: () => boolean
  readonly batches: () => number
  /** Rows that the batches say they changed. */
  readonly rows: () => number
}

/** `most` batches are allowed before the pass counts as one that never ends. */
export function startBackfill(
  rehearsal: Rehearsal,
  backfill: PlannedBackfill,
  size: number,
  most: number,
): BackfillPass {
  let after: readonly (string | null)[] = backfill.from
  let batches = 0
  let rows = 0
  let finished = false
  const passed = new Set<string>()

  return {
    finished: () => finished,
    batches: () => batches,
    rows: () => rows,
    killed: async () => {
      const results = await rehearsal.run([
        script('SAVEPOINT concertina_killed'),
        query(backfill.sql, [...after, String(size)]),
        script('ROLLBACK TO SAVEPOINT concertina_killed'),
      ])
      const failure = failureIn(results[1])
      return failure === undefined
        ? undefined
        : failed('P13', 'A batch of the backfill fails when it is run again.', {
            detail: inWords(failure),
            sql: withParameters(backfill.sql, [...after, String(size)]),
          })
    },
    next: async () => {
      const [result] = await rehearsal.run([query(backfill.sql, [...after, String(size)])])
      if (result?.kind === 'failed') {
        return failed('P11', 'A batch of the backfill fails.', {
          detail: inWords(result.failure),
          sql: withParameters(backfill.sql, [...after, String(size)]),
        })
      }
      const answer = answerOf(result)
      if (answer === undefined) {
        return failed('P11', 'A batch of the backfill does not say how far it came.', {
          detail: 'It must return the next key and, in a column "rows", the rows that it changed.',
          sql: backfill.sql,
        })
      }
      batches += 1
      rows += answer.rows
      finished = answer.key === undefined
      if (answer.key === undefined) return undefined
      const place = JSON.stringify(answer.key)
      if (passed.has(place) || batches >= most) {
        return failed('P11', 'The backfill never ends.', {
          detail: passed.has(place)
            ? `After ${batches} batches it is at the key ${answer.key.join(', ')} again.`
            : `It is not finished after ${batches} batches of ${size} rows.`,
          sql: withParameters(backfill.sql, [...after, String(size)]),
        })
      }
      passed.add(place)
      after = answer.key
      return undefined
    },
  }
}

/** Every batch of the pass, with nothing in between. */
export async function toItsEnd(pass: BackfillPass): Promise<FailedProof | undefined> {
  while (!pass.finished()) {
    const problem = await pass.next()
    if (problem !== undefined) return problem
  }
  return undefined
}

/** P11: a second pass finds nothing to do, so no row that was migrated becomes pending again. */
export async function checkSecondPass(
  rehearsal: Rehearsal,
  backfill: PlannedBackfill,
  size: number,
  most: number,
): Promise<FailedProof | undefined> {
  const pass = startBackfill(rehearsal, backfill, size, most)
  const problem = await toItsEnd(pass)
  if (problem !== undefined) return problem
  if (pass.rows() === 0) return undefined
  return failed('P11', 'Rows that the backfill has changed are pending again afterwards.', {
    detail: `A second pass over the table changes ${pass.rows()} rows and would do so for ever.`,
    sql: backfill.sql,
  })
}

export function backfillEnds(batches: number, rows: number): PassedProof {
  return {
    id: 'P11',
    say: `The backfill ends: ${batches} batches changed ${rows} rows, and a second pass found none left.`,
    figures: { batches, rows },
  }
}

/** The next key, absent at the end of the table, and the number of changed rows. */
function answerOf(
  result: RehearsalStepResult | undefined,
): { readonly key?: readonly string[]; readonly rows: number } | undefined {
  if (result?.kind !== 'rows') return undefined
  const place = result.columns.indexOf('rows')
  if (place === -1 || result.columns.length < 2) return undefined
  // A window without rows has no last row: that is the end of the table too.
  const [row] = result.rows
  if (row === undefined) return { rows: 0 }
  const rows = Number(row[place] ?? 0)
  const key = row.filter((_, index) => index !== place)
  return key.every((value) => value !== null) ? { key, rows } : { rows }
}

function withParameters(sql: string, parameters: readonly (string | null)[]): string {
  const values = parameters.map((value, index) => `$${index + 1} = ${value ?? 'NULL'}`)
  return `-- ${values.join(', ')}\n${sql}`
}
