import type { ExecutionModel } from '../../engine/replayReport.js'
import type { SqlFailure } from '../../engine/trace.js'
import type { PlannedMigration } from '../../recipes/recipe.js'
import { migrationSteps, openTransactionProbe } from './migrationSteps.js'
import { failureIn, firstFailure, script, type Rehearsal } from './rehearsal.js'

/** Why a file could not be applied. */
export type MigrationFailure = {
  readonly say: string
  readonly detail: string
  readonly sql: string
}

/** Executes a file as Prisma would, in a session that is clean afterwards. */
export async function applyMigration(
  rehearsal: Rehearsal,
  file: Pick<PlannedMigration, 'step' | 'sql'>,
  model: ExecutionModel,
): Promise<MigrationFailure | undefined> {
  const steps = migrationSteps(file.sql, model)
  const results = await rehearsal.run([
    ...steps,
    openTransactionProbe,
    script('ROLLBACK'),
    script('RESET ALL'),
  ])
  const failure = firstFailure(results.slice(0, steps.length))
  if (failure !== undefined) {
    const { sqlState, message } = failure.failure
    return {
      say: `The file "${file.step}" fails`,
      detail: `${sqlState}: ${message}`,
      sql: statementAt(steps[failure.index]?.sql ?? file.sql, failure.failure),
    }
  }
  if (failureIn(results[steps.length]) === undefined) {
    return {
      say: `The file "${file.step}" leaves its transaction open`,
      detail: 'Prisma would write its own record into that transaction and lose it.',
      sql: file.sql,
    }
  }
  return undefined
}

/** A script as a whole says little about what failed in it: from its error's line on it says more. */
function statementAt(sql: string, { at }: SqlFailure): string {
  return at === undefined ? sql : sql.slice(sql.lastIndexOf('\n', Math.max(at - 1, 0)) + 1)
}
