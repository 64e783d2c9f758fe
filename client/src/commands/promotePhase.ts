import { choosePlan } from './choose.js'
import type { Command } from './command.js'
import { actOnPlan } from './planAct.js'

const title = 'Promote Phase'

/** Moves the next phase of a plan into the migrations folder, when its gates allow it. */
export const promotePhase: Command = {
  id: 'concertina.promotePhase',
  run: async (context, argument) => {
    const plan = await choosePlan(context, argument, title)
    if (plan === undefined) return
    await actOnPlan(context, plan, {
      title,
      look: 'Look through the phase, then apply all of it',
      request: (confirmed) => context.server.promotePhase({ plan: plan.uri, confirmed }),
      done: ({ phase }) => `The ${phase ?? 'next'} phase is in the migrations folder.`,
    })
  },
}
