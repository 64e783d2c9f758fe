import type { PlanActAnswer, PlanReport } from '../../../server/src/protocol/messages.js'

/** Why an act on a plan is refused, with the first of the gates that are closed. */
export function planRefusal({ title }: Pick<PlanReport, 'title'>, answer: PlanActAnswer): string {
  const closed = answer.gates.filter(({ state }) => state === 'closed').map(({ say }) => say)
  const others = closed.length - mostTold
  return [
    answer.say ?? `Nothing can be done with ${title} now.`,
    ...closed.slice(0, mostTold),
    ...(others > 0 ? [`${others} more stand in the view Plans.`] : []),
  ].join(' ')
}

const mostTold = 2
