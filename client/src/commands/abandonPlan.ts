import { choosePlan } from './choose.js'
import type { Command } from './command.js'
import { actOnPlan } from './planAct.js'

const title = 'Abandon Plan'

/** Removes a plan that has run nowhere, with its migrations, or one that was taken back. */
export const abandonPlan: Command = {
  id: 'concertina.abandonPlan',
  run: async (context, argument) => {
    const plan = await choosePlan(context, argument, title)
    if (plan === undefined) return
    await actOnPlan(context, plan, {
      title,
      look: 'Look through what goes, then apply all of it',
      request: (confirmed) => context.server.abandonPlan({ plan: plan.uri, confirmed }),
      done: () => `${plan.title} is gone.`,
    })
  },
}
