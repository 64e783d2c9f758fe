import { withApplicationCode } from '../../features/applicationCode/withApplicationCode.js'
import type { FileChanges } from '../../features/documentEdit.js'
import type { PlanFiles } from '../../plans/document/writePlan.js'
import { allPlansChanges } from '../../features/codeActions/allPlans.js'
import { planChanges } from '../../features/codeActions/planActions.js'
import { withCompatibilityView } from '../../features/planActs/withCompatibilityView.js'
import { uriOfPath } from '../../project/locations.js'
import { makePlan } from '../../project/makePlan.js'
import { makePlans, separateChange } from '../../project/makePlans.js'
import { offersIn, type ChainServices, type CheckedAnalysis } from '../../project/planChain.js'
import { pendingChangeOf } from '../../project/pendingChange.js'
import { planOrder } from '../../project/planOrder.js'
import type { Project } from '../../project/project.js'
import { requestedOffer } from '../../project/requestedOffer.js'
import type { CompatibilityWish } from '../../recipes/compatibility/compatibilityRequest.js'
import { usualRemovalDay } from '../../recipes/compatibility/removalDay.js'
import { loadSqlParser } from '../../sql/parseStatements.js'
import {
  AnalysisImpossible,
  choiceOption,
  listOption,
  sharedOptions,
  textOption,
  UsageError,
  type Command,
  type ExitCode,
} from '../command.js'
import type { CommandContext } from '../commandContext.js'
import { wishedCutover, writeCutover } from '../cutoverCommand.js'
import { outcomeOrRefusal } from '../outcome.js'
import {
  answersOf,
  answersOfAll,
  chosenOffer,
  listedOffers,
  offersJson,
  offersText,
} from '../planOffers.js'
import { sizesOfEnvironment } from '../sizesOfEnvironment.js'
import { printJson } from '../printers/json.js'
import { changesJson, changesText, writeChanges } from '../writeChanges.js'

export const plan: Command = {
  name: 'plan',
  usage:
    'plan [--project DIR] [--schema PATH] [--recipe RECIPE [--object TABLE.COLUMN] | --all | --blue-green | --service-split MODELS] [--switch-minutes N] [--rollback-hours N] [--answer QUESTION=VALUE]… [--env NAME] [--with-application-code] [--with-compatibility-view [--until YYYY-MM-DD] [--tables changed|all]] [--write] [--format text|json]',
  summary:
    'Lists the plans that the pending change can become, in their order; proves and writes one of them, or all.',
  options: {
    ...sharedOptions,
    schema: { type: 'string' },
    recipe: { type: 'string' },
    object: { type: 'string' },
    all: { type: 'boolean' },
    answer: { type: 'string', multiple: true },
    env: { type: 'string' },
    'with-application-code': { type: 'boolean' },
    'with-compatibility-view': { type: 'boolean' },
    'blue-green': { type: 'boolean' },
    'service-split': { type: 'string' },
    'switch-minutes': { type: 'string' },
    'rollback-hours': { type: 'string' },
    until: { type: 'string' },
    tables: { type: 'string' },
    write: { type: 'boolean' },
  },
  run: async (context) => {
    const { options, print } = context
    const format = choiceOption(options, 'format', ['text', 'json'], 'text')
    const recipe = textOption(options, 'recipe')
    if (recipe !== undefined && options['all'] === true) {
      throw new UsageError('--all makes every plan; --recipe makes one.')
    }
    const cutover = wishedCutover(context)
    if (cutover !== undefined) return writeCutover(cutover, context)
    const wish = wishedView(context)
    if (wish !== undefined && recipe === undefined) {
      throw new UsageError('--with-compatibility-view goes with --recipe.')
    }
    const project = await context.project()
    const analysis = await project.analyse()
    const outcome = outcomeOrRefusal(analysis)
    if (outcome.kind === 'refusal') throw new AnalysisImpossible(outcome.say)
    const environment = textOption(options, 'env')
    const sizes =
      environment === undefined
        ? undefined
        : await sizesOfEnvironment(project, environment, context)
    const services = {
      ...(await chainServices(project, context)),
      ...(sizes === undefined ? {} : { sizes }),
    }
    const checked = { ...analysis, outcome }
    if (options['all'] === true) return writeAll(project, checked, services, context)
    const order = planOrder(offersIn({ analysis: checked }, services), outcome.catalogue)
    if (recipe === undefined) {
      print(
        format === 'json'
          ? printJson({ version: 1, offers: offersJson(order) })
          : offersText(order),
      )
      return 0
    }
    const object = textOption(options, 'object')
    const change = pendingChangeOf(checked, services.parser)
    const offers = listedOffers(order)
    const isOffered = offers.some((one) => one.recipe === recipe)
    const requested =
      isOffered || object === undefined || change === undefined
        ? undefined
        : requestedOffer(change, recipe, object)
    const offer = requested ?? chosenOffer(offers, recipe, object)
    const answers = answersOf(offer, listOption(options, 'answer'))
    const made = await makePlan(checked, offer, answers, services)
    const planned = planChanges(analysis, made)
    if (planned === 'cancelled') throw new AnalysisImpossible('The proof was cancelled.')
    if ('kind' in planned) throw new AnalysisImpossible(planned.say)
    const viewed =
      wish === undefined || made.kind !== 'plan'
        ? planned
        : await withCompatibilityView(planned, made, wish, checked, services)
    if (viewed === 'cancelled') throw new AnalysisImpossible('The proof was cancelled.')
    if ('kind' in viewed) throw new AnalysisImpossible(viewed.say)
    const changes = asAsked(viewed, checked, made.kind === 'plan' ? [made.files] : [], context)
    const written = options['write'] === true
    if (written) await writeChanges(changes)
    const name = made.kind === 'plan' ? made.files.plan : ''
    print(
      format === 'json'
        ? printJson({ version: 1, plan: name, written, ...changesJson(changes) })
        : changesText(changes, written) + howToWrite(written),
    )
    return 0
  },
}

/** Every plan, and what hurts nobody beside them. 1 when something stays in the schema. */
async function writeAll(
  project: Project,
  analysis: CheckedAnalysis,
  services: ChainServices,
  context: CommandContext,
): Promise<ExitCode> {
  const { options, print } = context
  const format = choiceOption(options, 'format', ['text', 'json'], 'text')
  const separated = await separateChange(analysis, services)
  const answers = answersOfAll(separated.order, listOption(options, 'answer'))
  const made = await makePlans(separated, answers, services)
  const planned = allPlansChanges(analysis, made, uriOfPath(project.layout.migrationsDir))
  if (planned === 'cancelled' || made.kind === 'cancelled') {
    throw new AnalysisImpossible('The proof was cancelled.')
  }
  if ('kind' in planned) {
    throw new AnalysisImpossible(planned.say || 'There is nothing to plan.')
  }
  const files = made.steps.flatMap((step) => (step.kind === 'plan' ? [step.files] : []))
  const changes = asAsked(planned, analysis, files, context)
  const written = options['write'] === true
  if (written) await writeChanges(changes)
  const steps = made.steps.map((step) =>
    step.kind === 'plan' ? { plan: step.files.plan } : { migration: step.folder },
  )
  print(
    format === 'json'
      ? printJson({ version: 1, steps, written, left: made.left, ...changesJson(changes) })
      : [
          ...made.steps.map((step, index) =>
            step.kind === 'plan'
              ? `${index + 1}  plan       ${step.files.plan}\n`
              : `${index + 1}  migration  ${step.folder}\n`,
          ),
          ...made.left.map(({ what, say }) => `left in the schema: ${what}\n  ${say}\n`),
          changesText(changes, written),
          howToWrite(written),
        ].join(''),
  )
  return made.left.length === 0 ? 0 : 1
}

/** Views of the shape that the plan takes away, where they are asked for. */
function wishedView({ options, now }: CommandContext): CompatibilityWish | undefined {
  const until = textOption(options, 'until')
  const tables = choiceOption(options, 'tables', ['changed', 'all'], 'changed')
  if (options['with-compatibility-view'] === true) {
    return { date: until ?? usualRemovalDay(now()), tables }
  }
  if (until !== undefined || options['tables'] !== undefined) {
    throw new UsageError('--until and --tables go with --with-compatibility-view.')
  }
  return undefined
}

/** With the application code, where it is asked for; for which plan there is none is noted. */
function asAsked(
  changes: FileChanges,
  analysis: CheckedAnalysis,
  plans: readonly PlanFiles[],
  { options, note }: CommandContext,
): FileChanges {
  if (options['with-application-code'] !== true) return changes
  const coded = withApplicationCode(changes, analysis, plans)
  for (const say of coded.left) note(`No application code for ${say}`)
  return coded.changes
}

async function chainServices(
  project: Project,
  { now, note }: CommandContext,
): Promise<ChainServices> {
  return {
    engine: project.engine,
    parser: await loadSqlParser(),
    now: now(),
    plans: await project.plans(),
    analyse: (snapshot) => project.analyseAs(snapshot),
    onProgress: ({ say }) => note(say),
    signal: new AbortController().signal,
  }
}

function howToWrite(written: boolean): string {
  return written ? '' : 'Nothing is written without --write.\n'
}
