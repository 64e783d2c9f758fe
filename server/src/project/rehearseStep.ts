import type { FailedProof } from '../plans/prove/proofReport.js'
import { rehearsePhase, type PhaseStep } from '../plans/prove/rehearsePhase.js'
import type { RecipeRefusal } from '../recipes/recipe.js'
import { engineFiles } from './analyseProject.js'
import { proofContext, type PlanServices } from './makePlan.js'
import { engineHistoryOf, filterOf, type ProjectSnapshot } from './projectSnapshot.js'

/**
 * Makes one step of a plan on a private copy of the database after the whole history. What the
 * schema differs by already may go on differing. Undefined when the step can be made.
 */
export async function rehearseStep(
  step: PhaseStep,
  snapshot: ProjectSnapshot,
  services: Omit<PlanServices, 'now' | 'plans'>,
): Promise<FailedProof | RecipeRefusal | undefined> {
  const { layout, schema, history } = snapshot
  services.engine.open(engineHistoryOf(layout, history.migrations, undefined))
  const pending = await services.engine.diff({
    at: history.migrations.length,
    files: engineFiles(schema),
    filter: filterOf(layout),
    direction: 'toSchema',
  })
  if (pending.kind !== 'script') return { kind: 'refusal', say: pending.message }
  const context = proofContext(snapshot, { remaining: '', drift: pending.sql }, services, 0)
  return rehearsePhase(step, context)
}
