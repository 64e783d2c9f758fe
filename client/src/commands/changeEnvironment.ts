import { runSteps } from '../questions/steps.js'
import { chooseEnvironment } from './choose.js'
import type { Command } from './command.js'
import { environmentSteps, type EnvironmentAnswers } from './environmentSteps.js'
import { putEnvironment } from './putEnvironment.js'

/** The questions of "add" once more, with what is known filled in. A new name takes the kept URL along. */
export const changeEnvironment: Command = {
  id: 'concertina.changeEnvironment',
  run: async (context, argument) => {
    const title = 'Change Environment'
    const chosen = await chooseEnvironment(context, argument, title)
    if (chosen === undefined) return
    const { project, environment } = chosen
    const { name, urlEnv } = environment
    const environments =
      context.store.get().environments?.projects.find((one) => one.project === project)
        ?.environments ?? []
    const taken = environments.map((one) => one.name).filter((other) => other !== name)
    const answers = await runSteps<EnvironmentAnswers>(
      title,
      {
        name,
        source: 'unchanged',
        protected: environment.protected,
        ...(urlEnv === undefined ? {} : { urlEnv }),
      },
      environmentSteps(context.server, taken, ['unchanged', 'variable', 'secret']),
    )
    if (answers) await putEnvironment(context, project, answers, name)
  },
}
