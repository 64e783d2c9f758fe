import { chooseEnvironment } from './choose.js'
import type { Command } from './command.js'

/** Asks one environment where it stands; a button in the view. */
export const refreshEnvironment: Command = {
  id: 'concertina.refreshEnvironment',
  run: async (context, argument) => {
    const chosen = await chooseEnvironment(context, argument, 'Refresh Environment')
    if (chosen === undefined) return
    const { project, environment } = chosen
    await context.server.refreshEnvironments({ project, names: [environment.name] })
  },
}
