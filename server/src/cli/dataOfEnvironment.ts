import { judgedByData, type JudgedScripts } from '../project/dataCheck.js'
import { createEnvironmentService } from '../project/environmentService.js'
import type { Project } from '../project/project.js'
import { AnalysisImpossible } from './command.js'
import type { CommandContext } from './commandContext.js'
import { urlOfEnvironment } from './urlOfEnvironment.js'

/**
 * Judges by the rows of an environment what has yet to run there: the pending change and the
 * migrations that it has not applied. The other migrations stay as they are.
 */
export type JudgeByEnvironment = <Judged extends JudgedScripts>(judged: Judged) => Promise<Judged>

/**
 * Asks an environment where it stands. To be done before anything is judged: the version of its
 * server decides what some rules say.
 */
export async function askedEnvironment(
  project: Project,
  name: string,
  context: Pick<CommandContext, 'environmentVariable' | 'now'>,
): Promise<JudgeByEnvironment> {
  const url = await urlOfEnvironment(project, name, context)
  const service = createEnvironmentService(project, {
    findUrl: () => Promise.resolve(url),
    mayContact: () => true,
    now: context.now,
    changed: () => undefined,
  })
  await service.refresh([name])
  const view = (await service.views()).find((one) => one.environment.name === name)
  if (view?.standing.kind === 'unknown') {
    throw new AnalysisImpossible(`Where ${name} stands is not known: ${view.standing.say}`)
  }
  return async (judged) => {
    const result = await service.askData(name, judged)
    if (result.kind === 'refusal') throw new AnalysisImpossible(result.say)
    const { configuration } = await project.configuration()
    return judgedByData(judged, result.check, configuration, context.now())
  }
}
