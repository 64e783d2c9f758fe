import { isUnderWay } from '../plans/document/planUnderWay.js'
import type { ProjectPlan } from './projectPlans.js'

/**
 * The sequences in which the triggers of a plan count the writes of old code, as SQL writes them.
 * They are found in the files that make them: plan.json does not name them.
 */
export function oldWriteCounters({ reading, textOf }: ProjectPlan): readonly string[] {
  if (reading.kind === 'unreadable') return []
  const [expand] = reading.document.phases
  const texts = (expand?.files ?? []).flatMap(({ path }) => textOf(path) ?? [])
  const found = texts.flatMap((text) => [...text.matchAll(counter)].map(([, name = '']) => name))
  return [...new Set(found)]
}

/** Those of all plans that are under way: only these have to be asked for. */
export function countersUnderWay(plans: readonly ProjectPlan[]): readonly string[] {
  const running = plans.filter(
    ({ reading }) => reading.kind === 'plan' && isUnderWay(reading.standing),
  )
  return [...new Set(running.flatMap(oldWriteCounters))]
}

/** A quoted name and nothing else, for it becomes part of a query. */
const counter =
  /CREATE SEQUENCE IF NOT EXISTS (concertina\."(?:[^"]|"")+\.old_writes(?:[^"]|"")*")/g
