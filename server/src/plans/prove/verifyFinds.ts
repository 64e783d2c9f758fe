import type { PlanDraft } from '../../recipes/recipe.js'
import { splitStatements } from '../../sql/splitStatements.js'
import { onlyStatement } from './checkQuery.js'
import { failed, type FailedProof, type PassedProof } from './proofReport.js'
import { failureIn, inWords, query, script, type Rehearsal } from './rehearsal.js'

/**
 * P12: the query that says when the migrate phase is complete is no empty promise. A row is
 * damaged behind the triggers' back, and the query has to return it; then all is taken back.
 */
export async function checkVerifyFinds(
  rehearsal: Rehearsal,
  { verify, rehearsal: { corruption, others = [] } }: PlanDraft,
): Promise<FailedProof | undefined> {
  const corruptions = [corruption, ...others.flatMap((one) => one.corruption ?? [])]
  for (const one of corruptions) {
    const problem = await checkDamage(rehearsal, verify, one)
    if (problem !== undefined) return problem
  }
  return undefined
}

async function checkDamage(
  rehearsal: Rehearsal,
  verify: string,
  corruption: string,
): Promise<FailedProof | undefined> {
  const statements = splitStatements(verify).length
  if (statements !== 1) {
    return failed('P12', `verify.sql holds ${statements} statements, and it must hold one query.`, {
      sql: verify,
    })
  }
  const results = await rehearsal.run([
    query(onlyStatement(verify)),
    script('BEGIN'),
    script('SET LOCAL session_replication_role = replica'),
    script(corruption),
    query(onlyStatement(verify)),
    script('ROLLBACK'),
  ])
  const [clean, , , damage, found] = results
  const failure = failureIn(clean) ?? failureIn(damage) ?? failureIn(found)
  if (failure !== undefined) {
    const which = failureIn(clean) === undefined && failureIn(damage) !== undefined
    return failed('P12', which ? 'The rehearsed damage cannot be done.' : 'verify.sql fails.', {
      detail: inWords(failure),
      sql: which ? corruption : verify,
    })
  }
  if (found?.kind === 'rows' && found.rows.length > 0) return undefined
  return failed('P12', 'verify.sql returns nothing although a row has been damaged.', {
    detail: `The damage: ${corruption}`,
    sql: verify,
  })
}

export function verifyFinds({ rehearsal: { others = [] } }: PlanDraft): PassedProof {
  const damages = 1 + others.filter(({ corruption }) => corruption !== undefined).length
  return {
    id: 'P12',
    say:
      damages === 1
        ? 'verify.sql finds a row that was damaged on purpose.'
        : `verify.sql finds each of ${damages} rows that were damaged on purpose, one in each table.`,
    figures: { damagedRows: damages },
  }
}
