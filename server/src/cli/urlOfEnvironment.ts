import type { Project } from '../project/project.js'
import { AnalysisImpossible, UsageError } from './command.js'
import type { CommandContext } from './commandContext.js'

/** The URL of an environment that concertina.json names; wrong usage, or impossible, where there is none. */
export async function urlOfEnvironment(
  project: Project,
  name: string,
  { environmentVariable }: Pick<CommandContext, 'environmentVariable'>,
): Promise<string> {
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
  return url
}
