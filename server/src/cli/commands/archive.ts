import { archivePlan } from '../../features/planActs/archivePlan.js'
import { choiceOption, listOption, sharedOptions, UsageError, type Command } from '../command.js'
import { finishPlanAct, planActContext, planNamed } from '../planCommand.js'

export const archive: Command = {
  name: 'archive',
  usage:
    'archive PLAN [--gate-confirmed NAME]… [--dry-run] [--project DIR] [--schema PATH] [--format text|json]',
  summary: 'Puts a plan aside that has ended in every environment. Its folder stays.',
  options: {
    ...sharedOptions,
    schema: { type: 'string' },
    'gate-confirmed': { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
  },
  run: async (context) => {
    const { options, arguments: names, print } = context
    const [name, ...more] = names
    if (name === undefined || more.length > 0) throw new UsageError('Name one plan.')
    const format = choiceOption(options, 'format', ['text', 'json'], 'text')
    const project = await context.project()
    const plan = await planNamed(project, name)
    const confirmed = listOption(options, 'gate-confirmed')
    const act = await archivePlan(plan, confirmed, await planActContext(project, context))
    const write = options['dry-run'] !== true
    const how = 'Nothing is written with --dry-run.'
    return finishPlanAct(act, { plan: plan.name, format, write, how, print })
  },
}
