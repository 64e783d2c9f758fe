import type { PlanEstimate } from '../plans/document/planDocument.js'
import { readTableSizes } from '../project/tableSizes.js'
import type { Project } from '../project/project.js'
import { AnalysisImpossible, UsageError } from './command.js'
import type { CommandContext } from './commandContext.js'

/** Asks an environment how large tables are; for the estimates of a plan. */
export async function sizesOfEnvironment(
  project: Project,
  name: string,
  { environmentVariable, now }: Pick<CommandContext, 'environmentVariable' | 'now'>,
): Promise<(tables: readonly string[]) => Promise<PlanEstimate>> {
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
  return async (tables) => {
    const read = await readTableSizes(project, name, url, tables, now())
    if (read.kind === 'refusal') throw new AnalysisImpossible(read.say)
    return read.sizes
  }
}
