import type { PlannedRemoval } from '../../recipes/recipe.js'
import { parseTree } from 'jsonc-parser'
import type { OffsetRange } from '../../text/range.js'
import { memberOf, rangeOf } from './readShape.js'
import type { PlanStanding } from './planStanding.js'

/** When the views of a plan go; `overdue` says that they should have gone already. */
export type RemovalStanding = { readonly overdue: boolean; readonly say: string }

/** Undefined for a plan without such views, and when they have gone or were never made. */
export function removalStanding(
  removal: PlannedRemoval | undefined,
  { phases }: PlanStanding,
  now: Date,
): RemovalStanding | undefined {
  const [first] = phases
  const last = phases.at(-1)
  if (removal === undefined || first?.state === 'takenBack') return undefined
  if (last?.state === 'written' || last?.state === 'promoted') return undefined
  const { date, views } = removal
  const [view, ...more] = views.map((name) => `"${name}"`)
  const what = `${more.length === 0 ? `View ${view ?? ''}` : `Views ${[view, ...more].join(', ')}`}`
  const overdue = date < now.toISOString().slice(0, 10)
  return overdue
    ? {
        overdue,
        say: `${what} should have gone on ${date}. Promote the contract phase when nobody reads ${more.length === 0 ? 'it' : 'them'} any more, or give removal.date in plan.json another day.`,
      }
    : { overdue, say: `${what} ${more.length === 0 ? 'goes' : 'go'} on ${date} or before.` }
}

/** Where plan.json has the day. */
export function removalRange(text: string): OffsetRange | undefined {
  const root = parseTree(text)
  const removal = root && memberOf(root, 'removal')
  const date = removal && memberOf(removal, 'date')
  return date && rangeOf(date)
}
