import { compatibilityOffer } from '../../project/compatibilityOffer.js'
import { makePlan, type MadePlan } from '../../project/makePlan.js'
import { withPlan, type ChainServices, type CheckedAnalysis } from '../../project/planChain.js'
import type { CompatibilityWish } from '../../recipes/compatibility/compatibilityRequest.js'
import { wrongRemovalDay } from '../../recipes/compatibility/removalDay.js'
import type { RecipeRefusal } from '../../recipes/recipe.js'
import { planChanges } from '../codeActions/planActions.js'
import type { FileChanges } from '../documentEdit.js'

/**
 * The change of a plan that is not written yet, with the plan of the views of the old shape behind
 * it: rehearsed on the history with the first plan's migrations. One without the other is not made.
 */
export async function withCompatibilityView(
  changes: FileChanges,
  made: MadePlan & { readonly kind: 'plan' },
  wish: CompatibilityWish,
  analysis: CheckedAnalysis,
  services: ChainServices,
): Promise<FileChanges | RecipeRefusal | 'cancelled'> {
  const wrong = wrongRemovalDay(wish.date, services.now)
  if (wrong !== undefined) return refusal(wrong)
  const chain = await withPlan({ analysis, plans: services.plans, steps: [] }, made, services)
  const plan = chain?.plans.at(-1)
  if (chain === undefined || plan === undefined) {
    return refusal('The schema behind the plan cannot be analysed.')
  }
  const input = { analysis: chain.analysis, services: { ...services, plans: chain.plans } }
  const offer = await compatibilityOffer(plan, wish, input)
  if ('kind' in offer) return offer
  const views = planChanges(
    chain.analysis,
    await makePlan(input.analysis, offer, {}, input.services),
  )
  if (views === 'cancelled' || 'kind' in views) return views
  return {
    ...changes,
    creations: [...changes.creations, ...views.creations],
    annotations: { ...views.annotations, ...changes.annotations },
  }
}

function refusal(say: string): RecipeRefusal {
  return { kind: 'refusal', say }
}
