import { abandonPlan } from '../../features/planActs/abandonPlan.js'
import { choiceOption, listOption, sharedOptions, UsageError, type Command } from '../command.js'
import { finishPlanAct, planActContext, planNamed } from '../planCommand.js'

export const abandon: Command = {
  name: 'abandon',
  usage:
    'abandon PLAN [--yes] [--gate-confirmed NAME]… [--project DIR] [--schema PATH] [--format text|json]',
  summary:
    'Lists what goes with a plan that has run nowhere, or was taken back; removes it with --yes.',
  options: {
    ...sharedOptions,
    schema: { type: 'string' },
    'gate-confirmed': { type: 'string', multiple: true },
    yes: { type: 'boolean' },
  },
  run: async (context) => {
    const { options, arguments: names, print } = context
    const [name, ...more] = names
    if (name === undefined || more.length > 0) throw new UsageError('Name one plan.')
    const format = choiceOption(options, 'format', ['text', 'json'], 'text')
    const project = await context.project()
    const plan = await planNamed(project, name)
    const confirmed = listOption(options, 'gate-confirmed')
    const act = await abandonPlan(plan, confirmed, await planActContext(project, context))
    const write = options['yes'] === true
    const how = 'Nothing is removed without --yes.'
    return finishPlanAct(act, { plan: plan.name, format, write, how, print })
  },
}
