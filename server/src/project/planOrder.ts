import type { Catalogue } from '../engine/catalogue.js'
import { isSameGround, sharedColumns } from '../plans/document/planUnderWay.js'
import type { RecipeOffer, RecipeSubject } from '../recipes/recipe.js'
import { madeBy, namedBy } from './planObjects.js'

/** The plans that several changes of one save come apart into. */
export type PlanOrder = {
  /** In the order in which they are written; each is proved on what those before it leave. */
  readonly plans: readonly OrderedPlan[]
  /** About the same column as one of the plans: made when that one has ended. */
  readonly waiting: readonly { readonly offer: RecipeOffer; readonly on: RecipeOffer }[]
  /** Another way for a change that one of the plans makes already. */
  readonly instead: readonly { readonly offer: RecipeOffer; readonly of: RecipeOffer }[]
}

export type OrderedPlan = {
  readonly offer: RecipeOffer
  /** Plans whose first phase has to be deployed before this one's; none: it may go with any other. */
  readonly after: readonly RecipeOffer[]
}

/**
 * Separates the offers. The first offer for a change is the plan for it. A plan comes behind the
 * one that makes what it names, and what a foreign key points to changes behind the key itself.
 */
export function planOrder(
  offers: readonly RecipeOffer[],
  catalogue: Pick<Catalogue, 'tables'>,
): PlanOrder {
  const plans: RecipeOffer[] = []
  const waiting: { offer: RecipeOffer; on: RecipeOffer }[] = []
  const instead: { offer: RecipeOffer; of: RecipeOffer }[] = []
  for (const offer of offers) {
    const of = plans.find(({ actions }) => offer.actions.some((one) => actions.includes(one)))
    const on = plans.find(({ subject }) => isSameGround(subject, offer.subject))
    if (of !== undefined) instead.push({ offer, of })
    else if (on !== undefined) waiting.push({ offer, on })
    else plans.push(offer)
  }
  const ordered = plans.map((offer) => ({
    offer,
    after: plans.filter((other) => other !== offer && comesAfter(offer, other, catalogue)),
  }))
  return { plans: sorted(ordered), waiting, instead }
}

function comesAfter(
  offer: RecipeOffer,
  other: RecipeOffer,
  catalogue: Pick<Catalogue, 'tables'>,
): boolean {
  const made = new Set(other.actions.flatMap(madeBy))
  if (offer.actions.flatMap(namedBy).some((name) => made.has(name))) return true
  return pointsTo(other.subject, offer.subject, catalogue)
}

/** Whether a foreign key of the columns of one leads to those of the other. */
function pointsTo(
  from: RecipeSubject,
  to: RecipeSubject,
  { tables }: Pick<Catalogue, 'tables'>,
): boolean {
  const ends = [to, ...(to.others ?? [])]
  return [from, ...(from.others ?? [])].some((start) =>
    (tables[start.table]?.constraints ?? []).some(({ columns, references }) => {
      if (references === undefined) return false
      const leads = ends.some((end) => sharedColumns(references, end).length > 0)
      return leads && sharedColumns({ table: start.table, columns }, start).length > 0
    }),
  )
}

/** What nothing is left to wait for comes first; a circle keeps the order in which it was offered. */
function sorted(plans: readonly OrderedPlan[]): readonly OrderedPlan[] {
  const done: OrderedPlan[] = []
  let left = plans
  while (left.length > 0) {
    const free = left.find(({ after }) =>
      after.every((offer) => !left.some((plan) => plan.offer === offer)),
    )
    const next = free ?? left[0]
    if (next === undefined) break
    done.push(next)
    left = left.filter((plan) => plan !== next)
  }
  return done
}
