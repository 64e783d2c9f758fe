import { removalStanding, type RemovalStanding } from '../plans/document/removalStanding.js'
import type { ProjectPlan } from './projectPlans.js'

/** The views that stand in for an old shape now, by the plans that made them. */
export function removalsOf(
  plans: readonly ProjectPlan[],
  now: Date,
): readonly (RemovalStanding & { readonly plan: string })[] {
  return plans.flatMap(({ name, reading }) => {
    if (reading.kind === 'unreadable') return []
    const removal = removalStanding(reading.document.removal, reading.standing, now)
    return removal === undefined ? [] : [{ plan: name, ...removal }]
  })
}
