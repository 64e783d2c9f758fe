import { runSteps } from '../questions/steps.js'
import type { Command } from './command.js'
import { chooseProject } from './choose.js'
import { environmentSteps, type EnvironmentAnswers } from './environmentSteps.js'
import { putEnvironment } from './putEnvironment.js'

/** Names a database of a project: the question of where its URL is, and the entry in concertina.json. */
export const addEnvironment: Command = {
  id: 'concertina.addEnvironment',
  run: async (context, argument) => {
    const title = 'Add Environment'
    const project = await chooseProject(context, argument, title)
    if (project === undefined) return
    const taken = project.environments.map(({ name }) => name)
    const answers = await runSteps<EnvironmentAnswers>(
      title,
      { name: '' },
      environmentSteps(context.server, taken, ['variable', 'secret']),
    )
    if (answers) await putEnvironment(context, project.project, answers)
  },
}
