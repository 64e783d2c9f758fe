import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { PlannedPhase } from '../../recipes/recipe.js'
import type { ProofContext } from './proofContext.js'
import { failed, type FailedProof, type PassedProof } from './proofReport.js'
import type { Rehearsal } from './rehearsal.js'
import { compareDiffs, isAsExpected } from './remainingDiff.js'

/**
 * P1, in one phase: the schema of the phase and the database after its files agree, so that
 * `prisma migrate` sees no drift while the plan is under way. `edits` are those of this phase and
 * of all before it. The last phase's agreement is what P2 calls the target.
 */
export async function checkDrift(
  rehearsal: Rehearsal,
  context: ProofContext,
  phase: PlannedPhase['name'],
  edits: readonly SchemaEdit[],
  isLast: boolean,
): Promise<FailedProof | undefined> {
  const proof = isLast ? 'P2' : 'P1'
  const schema = context.schemaAfter(edits)
  if (schema.kind === 'refusal') {
    return failed(proof, `The schema edits of the ${phase} phase cannot be made.`, {
      detail: schema.say,
    })
  }
  const diff = await rehearsal.diff(schema.files)
  if (diff.kind !== 'script') {
    return failed(proof, `Prisma cannot read the schema of the ${phase} phase.`, {
      detail: diff.message,
    })
  }
  const comparison = compareDiffs(
    diff.sql,
    { remaining: context.remaining, drift: context.drift ?? '' },
    context.parser,
  )
  if (isAsExpected(comparison)) return undefined
  const { unexpected, absent } = comparison
  return unexpected === ''
    ? failed(
        proof,
        `After the ${phase} phase a pending change that does not belong to the plan is gone.`,
        { detail: 'Prisma should still want to make this change and does not.', sql: absent },
      )
    : failed(
        proof,
        isLast
          ? 'The plan does not lead to the schema in the editor.'
          : `In the ${phase} phase the schema and the database differ.`,
        { detail: 'Prisma would write this migration.', sql: unexpected },
      )
}

export function noDrift(phases: number): PassedProof {
  return {
    id: 'P1',
    say: `The schema and the database agree in ${phases === 1 ? 'the one phase' : `each of the ${phases} phases`}: Prisma sees no drift.`,
    figures: { phases },
  }
}
