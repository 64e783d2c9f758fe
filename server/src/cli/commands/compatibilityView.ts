import { addCompatibilityView } from '../../features/planActs/addCompatibilityView.js'
import { choiceOption, sharedOptions, textOption, UsageError, type Command } from '../command.js'
import { finishPlanAct, planActContext, planNamed } from '../planCommand.js'
import { usualRemovalDay } from '../../recipes/compatibility/removalDay.js'

export const compatibilityView: Command = {
  name: 'compatibility-view',
  usage:
    'compatibility-view PLAN [--until YYYY-MM-DD] [--tables changed|all] [--write] [--project DIR] [--schema PATH] [--format text|json]',
  summary:
    'Proves and writes views of the shape that a plan takes away, with the day on which they go.',
  options: {
    ...sharedOptions,
    schema: { type: 'string' },
    until: { type: 'string' },
    tables: { type: 'string' },
    write: { type: 'boolean' },
  },
  run: async (context) => {
    const { options, arguments: names, print, now } = context
    const [name, ...more] = names
    if (name === undefined || more.length > 0) throw new UsageError('Name one plan.')
    const format = choiceOption(options, 'format', ['text', 'json'], 'text')
    const tables = choiceOption(options, 'tables', ['changed', 'all'], 'changed')
    const date = textOption(options, 'until') ?? usualRemovalDay(now())
    const project = await context.project()
    const plan = await planNamed(project, name)
    const act = await addCompatibilityView(
      plan,
      { date, tables },
      await planActContext(project, context),
    )
    const write = options['write'] === true
    const how = 'Nothing is written without --write.'
    return finishPlanAct(act, { plan: plan.name, format, write, how, print })
  },
}
