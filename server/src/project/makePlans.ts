import type { Answers, RecipeOffer, RecipeRefusal } from '../recipes/recipe.js'
import { makePlan, type MadePlan } from './makePlan.js'
import { offerId } from './pendingChange.js'
import {
  offersIn,
  restOf,
  withOrdinary,
  withPlan,
  type ChainServices,
  type ChainStep,
  type CheckedAnalysis,
  type PlanChain,
} from './planChain.js'
import { planOrder, type PlanOrder } from './planOrder.js'
import { planInTheWay, type ProjectPlan } from './projectPlans.js'

/** A pending change taken apart, before any plan is made. */
export type SeparatedChange = {
  readonly chain: PlanChain
  readonly order: PlanOrder
  /** Plans of the order whose questions have to be answered. */
  readonly asks: readonly RecipeOffer[]
}

/** What a pending change comes apart into, in the order in which it is deployed. */
export type MadePlans =
  | {
      readonly kind: 'plans'
      readonly steps: readonly ChainStep[]
      /** What stays in the schema for later, and why, for the user. */
      readonly left: readonly LeftChange[]
    }
  | { readonly kind: 'cancelled' }

export type LeftChange = { readonly what: string; readonly say: string }

/** What hurts nobody goes into a migration of its own, in front; the rest is put in order. */
export async function separateChange(
  analysis: CheckedAnalysis,
  services: ChainServices,
): Promise<SeparatedChange> {
  const chain = await withOrdinary({ analysis, plans: services.plans, steps: [] }, services)
  const order = planOrder(offersIn(chain, services), chain.analysis.outcome.catalogue)
  const asks = order.plans
    .map(({ offer }) => offer)
    .filter(({ questions, subject }) => questions.length > 0 && isFree(subject, services.plans))
  return { chain, order, asks }
}

/**
 * Makes the plans one after the other: each is rehearsed on the history with the migrations of
 * those before it, and with the schema that they leave. A plan that is refused, and what builds on
 * it, stays in the schema. `answers` are those of the offers by `offerId`.
 */
export async function makePlans(
  { chain: start, order }: SeparatedChange,
  answers: ReadonlyMap<string, Answers>,
  services: ChainServices,
): Promise<MadePlans> {
  let chain = start
  const left = order.waiting.map(({ offer, on }) => ({
    offer,
    say: `It changes the same column as "${on.title}": plan it when that plan has ended.`,
  }))
  for (const { offer, after } of order.plans) {
    const missing = after.find((one) => left.some((without) => without.offer === one))
    const made =
      missing === undefined
        ? await planIn(chain, offer, answers, services)
        : refusal(`It builds on "${missing.title}", which is not made.`)
    if (made.kind === 'cancelled') return made
    const next = made.kind === 'plan' ? await withPlan(chain, made, services) : undefined
    if (next === undefined) left.push({ offer, say: whyNotMade(made) })
    else chain = next
  }
  const end = await withOrdinary(chain, services)
  return {
    kind: 'plans',
    steps: end.steps,
    left: [
      ...left.map(({ offer, say }) => ({ what: offer.title, say })),
      ...newOffers(end, order, services),
      ...unplanned(end, services),
    ],
  }
}

async function planIn(
  { analysis, plans }: PlanChain,
  offer: RecipeOffer,
  answers: ReadonlyMap<string, Answers>,
  services: ChainServices,
): Promise<MadePlan> {
  const id = offerId(offer)
  const here = offersIn({ analysis }, services).find((one) => offerId(one) === id)
  if (here === undefined) {
    return refusal('Behind the plans before it the change reads otherwise. Plan it by itself.')
  }
  return makePlan(analysis, here, answers.get(id) ?? {}, { ...services, plans })
}

function whyNotMade(made: MadePlan): string {
  switch (made.kind) {
    case 'refusal':
      return made.say
    case 'failed':
      return `It failed proof ${made.proof.proof}. ${made.proof.say}`
    case 'plan':
      return 'The schema behind it cannot be analysed.'
    case 'cancelled':
      return 'Its proof was cancelled.'
    default:
      return made satisfies never
  }
}

/** Changes that can be planned only now that those of the order are. */
function newOffers(end: PlanChain, order: PlanOrder, services: ChainServices): LeftChange[] {
  const known = [order.plans, order.waiting, order.instead].flatMap((list) =>
    list.map(({ offer }) => offerId(offer)),
  )
  return offersIn(end, services)
    .filter((offer) => !known.includes(offerId(offer)))
    .map(({ title }) => ({ what: title, say: 'It can be planned behind the plans that are made.' }))
}

function unplanned(end: PlanChain, services: ChainServices): LeftChange[] {
  const { text } = end.analysis.outcome.pending.script
  return restOf(end, services).breaking.map(({ action: { whole }, rules }) => ({
    what: text.slice(whole.start, whole.end).replace(/\s+/g, ' '),
    say: `No recipe takes it, and it is not harmless (${rules.join(', ')}). It stays in the schema.`,
  }))
}

function isFree(subject: RecipeOffer['subject'], plans: readonly ProjectPlan[]): boolean {
  return planInTheWay(subject, plans) === undefined
}

function refusal(say: string): RecipeRefusal {
  return { kind: 'refusal', say }
}
