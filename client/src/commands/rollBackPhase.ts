import { choosePhase } from './choose.js'
import type { Command } from './command.js'
import { actOnPlan } from './planAct.js'

const title = 'Roll Back Phase'

/** Takes a phase back by a migration that runs after all others; the preview says what is lost. */
export const rollBackPhase: Command = {
  id: 'concertina.rollBackPhase',
  run: async (context, argument) => {
    const chosen = await choosePhase(context, argument, title)
    if (chosen === undefined) return
    const { plan, phase } = chosen
    await actOnPlan(context, plan, {
      title,
      look: 'Look through the way back, then apply all of it',
      request: () => context.server.rollBackPhase({ plan: plan.uri, phase }),
      done: () => `The migration that takes the ${phase} phase back is in the migrations folder.`,
    })
  },
}
