import { planCutover } from '../features/planActs/planCutover.js'
import type { CutoverWish } from '../project/makeCutover.js'
import { choiceOption, textOption, UsageError, type ExitCode } from './command.js'
import type { CommandContext } from './commandContext.js'
import { finishPlanAct, planActContext } from './planCommand.js'

/** A move to another server, where one is asked for: it has nothing to do with the pending change. */
export function wishedCutover({ options }: CommandContext): CutoverWish | undefined {
  const models = textOption(options, 'service-split')
  const isWhole = options['blue-green'] === true
  const [minutes, hours] = [
    textOption(options, 'switch-minutes'),
    textOption(options, 'rollback-hours'),
  ]
  if (models === undefined && !isWhole) {
    if (minutes === undefined && hours === undefined) return undefined
    throw new UsageError(
      '--switch-minutes and --rollback-hours go with --blue-green or --service-split.',
    )
  }
  const other = ['recipe', 'all', 'with-compatibility-view'].find(
    (name) => options[name] !== undefined,
  )
  if ((models !== undefined && isWhole) || other !== undefined) {
    throw new UsageError('--blue-green and --service-split each make a plan of their own.')
  }
  const times = { switchMinutes: Number(minutes ?? 15), rollbackHours: Number(hours ?? 72) }
  return models === undefined
    ? times
    : { ...times, models: models.split(',').flatMap((name) => name.trim() || []) }
}

export async function writeCutover(wish: CutoverWish, context: CommandContext): Promise<ExitCode> {
  const { options, print } = context
  const format = choiceOption(options, 'format', ['text', 'json'], 'text')
  const project = await context.project()
  const act = await planCutover(wish, await planActContext(project, context))
  const write = options['write'] === true
  const how = 'Nothing is written without --write.'
  const plan = wish.models === undefined ? 'blue-green' : 'service-split'
  return finishPlanAct(act, { plan, format, write, how, print })
}
