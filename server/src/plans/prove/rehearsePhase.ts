import type { PlannedMigration, PlannedPhase } from '../../recipes/recipe.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import { applyMigration } from './applyMigration.js'
import { checkDrift } from './noDrift.js'
import type { ProofContext } from './proofContext.js'
import { failed, type FailedProof } from './proofReport.js'
import { rehearsalOn } from './rehearsal.js'

/** One step of a plan that was proved before, to be made on the history as it is now. */
export type PhaseStep = {
  readonly phase: PlannedPhase['name']
  readonly files: readonly Pick<PlannedMigration, 'step' | 'sql'>[]
  /** Undefined when the schema is restored by hand: nothing can be compared then. */
  readonly schemaEdits: readonly SchemaEdit[] | undefined
}

/**
 * Migrations may have come between a plan and the promotion of its last phase. The step is made on
 * a private copy of the database after all of them: its files apply, and then Prisma sees no
 * difference but what is pending anyway. Undefined when both hold.
 */
export async function rehearsePhase(
  { phase, files, schemaEdits }: PhaseStep,
  context: ProofContext,
): Promise<FailedProof | undefined> {
  const stage = await context.engine.stage(context.at)
  try {
    const rehearsal = rehearsalOn(stage, context)
    for (const file of files) {
      const failure = await applyMigration(rehearsal, file, context.model)
      if (failure !== undefined) {
        return failed('P3', `${failure.say} on the database after all migrations.`, failure)
      }
    }
    return schemaEdits === undefined
      ? undefined
      : await checkDrift(rehearsal, context, phase, schemaEdits, false)
  } finally {
    await stage.close()
  }
}
