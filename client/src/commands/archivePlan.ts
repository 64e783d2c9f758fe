import { choosePlan } from './choose.js'
import type { Command } from './command.js'
import { actOnPlan } from './planAct.js'

const title = 'Archive Plan'

/** Puts a plan aside that has ended in every environment. */
export const archivePlan: Command = {
  id: 'concertina.archivePlan',
  run: async (context, argument) => {
    const plan = await choosePlan(context, argument, title)
    if (plan === undefined) return
    await actOnPlan(context, plan, {
      title,
      look: 'Look through the note in plan.json, then apply it',
      request: (confirmed) => context.server.archivePlan({ plan: plan.uri, confirmed }),
      done: () => `${plan.title} is archived.`,
    })
  },
}
