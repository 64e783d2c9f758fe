import type { Catalogue } from '../../engine/catalogue.js'
import type { ExecutionModel } from '../../engine/replayReport.js'
import type { PlannedPhase } from '../../recipes/recipe.js'
import { applyMigration } from './applyMigration.js'
import { areSame, catalogueDifferences, differencesInWords } from './catalogueDifferences.js'
import { failed, type FailedProof, type PassedProof } from './proofReport.js'
import type { Rehearsal } from './rehearsal.js'

/**
 * P8, for one phase: its rollback applies and gives the catalogue as it was before the phase, oids
 * and the order of columns aside. `where` names the copy in words: `an empty copy`.
 */
export async function rollBackPhase(
  rehearsal: Rehearsal,
  phase: PlannedPhase,
  model: ExecutionModel,
  before: Catalogue,
  where: string,
): Promise<FailedProof | undefined> {
  const file = { step: `rollback/${phase.name}.sql`, sql: phase.rollback.sql }
  const failure = await applyMigration(rehearsal, file, model)
  if (failure !== undefined) return failed('P8', `${failure.say} on ${where}.`, failure)
  const differences = catalogueDifferences(before, await rehearsal.catalogue())
  if (areSame(differences)) return undefined
  return failed(
    'P8',
    `The rollback of the ${phase.name} phase does not give back the database as it was before the phase.`,
    { detail: differencesInWords(differences), sql: phase.rollback.sql },
  )
}

export function rolledBack(phases: readonly PlannedPhase[]): PassedProof {
  const back = phases.filter((phase) => canBeTakenBack(phase))
  const final = phases.filter((phase) => !canBeTakenBack(phase))
  const which = back.length === 1 ? 'one phase' : `each of ${back.length} phases`
  const rest =
    final.length === 0
      ? ''
      : ` There is no way back from ${final.map((phase) => phase.name).join(' and ')}.`
  return {
    id: 'P8',
    say: `The rollback of ${which} gives back the catalogue of the phase before, on a table with rows too, and the phase applies again.${rest}`,
    figures: { phases: back.length, withoutRollback: final.length },
  }
}

/** A phase that destroys something has no rollback; its `loses` says so. */
export function canBeTakenBack(phase: PlannedPhase): boolean {
  return phase.rollback.sql.trim() !== ''
}
