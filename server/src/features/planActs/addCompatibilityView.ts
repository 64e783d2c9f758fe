import { compatibilityOffer } from '../../project/compatibilityOffer.js'
import { makePlan } from '../../project/makePlan.js'
import type { ProjectPlan } from '../../project/projectPlans.js'
import type { CompatibilityWish } from '../../recipes/compatibility/compatibilityRequest.js'
import { wrongRemovalDay } from '../../recipes/compatibility/removalDay.js'
import { planChanges } from '../codeActions/planActions.js'
import { refused, type PlanAct, type PlanActContext } from './planAct.js'

/**
 * A second plan, beside one that is under way or done: views of the shape that the other one takes
 * away, for those who still need it, until a day that is named now. Proved before it is offered.
 */
export async function addCompatibilityView(
  plan: ProjectPlan,
  wish: CompatibilityWish,
  { project, services }: Pick<PlanActContext, 'project' | 'services'>,
): Promise<PlanAct> {
  const wrong = wrongRemovalDay(wish.date, services.now)
  if (wrong !== undefined) return refused(wrong)
  const analysis = await project.analyse()
  const { outcome } = analysis
  if (outcome.kind !== 'checked') {
    return refused(outcome.kind === 'waiting' ? 'The schema does not parse.' : outcome.say)
  }
  const input = {
    analysis: { ...analysis, outcome },
    services: { ...services, plans: await project.plans() },
  }
  const made = await project.inTurn(async () => {
    const offer = await compatibilityOffer(plan, wish, input)
    return 'kind' in offer ? offer : makePlan(input.analysis, offer, {}, input.services)
  })
  const changes = planChanges(analysis, made)
  if (changes === 'cancelled') return refused('Nothing was changed.')
  if ('kind' in changes) return refused(changes.say)
  const notes = made.kind === 'plan' ? made.draft.phases.slice(0, 1) : []
  return {
    kind: 'changes',
    changes: { ...changes, edits: changes.edits.filter(({ annotation }) => annotation !== 'look') },
    gates: [],
    notes: notes.map(({ application }) => application),
  }
}
