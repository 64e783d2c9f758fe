import type { PlanDocument, PlanPhase } from '../../plans/document/planDocument.js'
import type { EnvironmentView } from '../../project/environmentService.js'
import { migrationsOf } from '../../project/planGates.js'

/** How far a plan has come in one environment; the phases are applied in their order. */
export function reachedPhase(
  { phases }: PlanDocument,
  { environment: { name }, standing }: EnvironmentView,
): { readonly name: string; readonly phase?: PlanPhase['name']; readonly say: string } {
  if (standing.kind === 'unknown') {
    return { name, say: `Not known: ${standing.say}` }
  }
  const isApplied = (migration: string) => {
    const state = standing.migrations.find((one) => one.name === migration)?.state
    return state === 'applied' || state === 'editedAfterApply'
  }
  const reached = phases.findLast((phase) => {
    const own = migrationsOf([phase])
    const isBack = phase.takenBack !== undefined && isApplied(phase.takenBack.migration)
    return own.length > 0 && own.every(isApplied) && !isBack
  })
  return reached === undefined
    ? { name, say: 'No phase is applied.' }
    : { name, phase: reached.name, say: `The ${reached.name} phase is applied.` }
}
