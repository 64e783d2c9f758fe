import { judgedByData, type JudgedScripts } from '../project/dataCheck.js'
import { createEnvironmentService } from '../project/environmentService.js'
import type { Project } from '../project/project.js'
import { AnalysisImpossible, UsageError } from './command.js'
import type { CommandContext } from './commandContext.js'

/**
 * Judges by the rows of an environment what has yet to run there: the pending change and the
 * migrations that it has not applied. The other migrations stay as they are.
 */
export async function judgedByEnvironment<Judged extends JudgedScripts>(
  project: Project,
  name: string,
  judged: Judged,
  { environmentVariable, now }: Pick<CommandContext, 'environmentVariable' | 'now'>,
): Promise<Judged> {
  const { configuration } = await project.configuration()
  const environment = configuration.environments.find((one) => one.name === name)
  if (environment === undefined) {
    const known = configuration.environments.map((one) => one.name).join(', ')
    throw new UsageError(
      `concertina.json names no environment "${name}". ${known === '' ? 'It names none.' : `It names: ${known}.`}`,
    )
  }
  const url = environmentVariable(environment.urlEnv)
  if (url === undefined || url === '') {
    throw new AnalysisImpossible(
      `The environment variable ${environment.urlEnv} is not set, so that ${name} cannot be asked.`,
    )
  }
  const service = createEnvironmentService(project, {
    findUrl: () => Promise.resolve(url),
    mayContact: () => true,
    now,
    changed: () => undefined,
  })
  const result = await service.askData(name, judged)
  if (result.kind === 'refusal') throw new AnalysisImpossible(result.say)
  return judgedByData(judged, result.check, configuration, now())
}
