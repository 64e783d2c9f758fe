import { promotePlan } from '../../features/planActs/promotePlan.js'
import { choiceOption, listOption, sharedOptions, UsageError, type Command } from '../command.js'
import { finishPlanAct, planActContext, planNamed } from '../planCommand.js'

export const promote: Command = {
  name: 'promote',
  usage:
    'promote PLAN [PHASE] [--gate-confirmed NAME]… [--dry-run] [--project DIR] [--schema PATH] [--format text|json]',
  summary:
    'Moves the next phase of a plan into the migrations folder, when its gates are open in every environment.',
  options: {
    ...sharedOptions,
    schema: { type: 'string' },
    'gate-confirmed': { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
  },
  run: async (context) => {
    const { options, arguments: names, print } = context
    const [name, phase, ...more] = names
    if (name === undefined || more.length > 0) {
      throw new UsageError('Name one plan, and its phase if it is not the next.')
    }
    const format = choiceOption(options, 'format', ['text', 'json'], 'text')
    const project = await context.project()
    const plan = await planNamed(project, name)
    const act = await promotePlan(
      plan,
      {
        ...(phase === undefined ? {} : { phase }),
        confirmed: listOption(options, 'gate-confirmed'),
      },
      await planActContext(project, context),
    )
    const write = options['dry-run'] !== true
    const how = 'Nothing is written with --dry-run.'
    return finishPlanAct(act, { plan: plan.name, format, write, how, print })
  },
}
