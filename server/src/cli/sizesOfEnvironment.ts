import type { PlanEstimate } from '../plans/document/planDocument.js'
import { readTableSizes } from '../project/tableSizes.js'
import type { Project } from '../project/project.js'
import { AnalysisImpossible } from './command.js'
import type { CommandContext } from './commandContext.js'
import { urlOfEnvironment } from './urlOfEnvironment.js'

/** Asks an environment how large tables are; for the estimates of a plan. */
export async function sizesOfEnvironment(
  project: Project,
  name: string,
  context: Pick<CommandContext, 'environmentVariable' | 'now'>,
): Promise<(tables: readonly string[]) => Promise<PlanEstimate>> {
  const url = await urlOfEnvironment(project, name, context)
  return async (tables) => {
    const read = await readTableSizes(project, name, url, tables, context.now())
    if (read.kind === 'refusal') throw new AnalysisImpossible(read.say)
    return read.sizes
  }
}
