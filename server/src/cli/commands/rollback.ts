import { takeBackPlan } from '../../features/planActs/takeBackPlan.js'
import { choiceOption, sharedOptions, UsageError, type Command } from '../command.js'
import { finishPlanAct, planActContext, planNamed } from '../planCommand.js'

export const rollback: Command = {
  name: 'rollback',
  usage: 'rollback PLAN PHASE [--dry-run] [--project DIR] [--schema PATH] [--format text|json]',
  summary:
    'Takes a phase of a plan back: writes the migration that undoes it, and restores the schema.',
  options: { ...sharedOptions, schema: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  run: async (context) => {
    const { options, arguments: names, print } = context
    const [name, phase, ...more] = names
    if (name === undefined || phase === undefined || more.length > 0) {
      throw new UsageError('Name one plan and one of its phases.')
    }
    const format = choiceOption(options, 'format', ['text', 'json'], 'text')
    const project = await context.project()
    const plan = await planNamed(project, name)
    const act = await takeBackPlan(plan, phase, await planActContext(project, context))
    const write = options['dry-run'] !== true
    const how = 'Nothing is written with --dry-run.'
    return finishPlanAct(act, { plan: plan.name, format, write, how, print })
  },
}
