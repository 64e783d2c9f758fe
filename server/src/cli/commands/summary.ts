import { deploySummary, type SummaryInput } from '../../features/summary/deploySummary.js'
import { summaryMarkdown } from '../../features/summary/summaryMarkdown.js'
import { summaryText } from '../../features/summary/summaryText.js'
import type { MigrationAnalysis, PendingAnalysis } from '../../project/analysis.js'
import { judgedByData, type JudgedScripts } from '../../project/dataCheck.js'
import {
  createEnvironmentService,
  type EnvironmentService,
  type EnvironmentView,
} from '../../project/environmentService.js'
import { pathOfUri } from '../../project/locations.js'
import { migrationsToDeploy } from '../../project/migrationsToDeploy.js'
import type { Project } from '../../project/project.js'
import { judgedByCode } from '../codeOfApplication.js'
import {
  AnalysisImpossible,
  choiceOption,
  listOption,
  sharedOptions,
  UsageError,
  type Command,
} from '../command.js'
import type { CommandContext } from '../commandContext.js'
import { contiguousRanges } from '../contiguousRanges.js'
import { outcomeOrRefusal } from '../outcome.js'
import { printJson } from '../printers/json.js'
import { migrationsToJudge } from './check.js'

export const summary: Command = {
  name: 'summary',
  usage:
    'summary [--project DIR] [--schema PATH] [--env NAME]… [--since MIGRATION | --since-commit COMMIT] [--format text|json|markdown]',
  summary:
    'Tells what the next deploy does: transactions, locks, what can stop half-way, the way back.',
  options: {
    ...sharedOptions,
    schema: { type: 'string' },
    env: { type: 'string', multiple: true },
    since: { type: 'string' },
    'since-commit': { type: 'string' },
  },
  run: async (context) => {
    const { options, print, now } = context
    const format = choiceOption(options, 'format', ['text', 'json', 'markdown'], 'text')
    const project = await context.project()
    const service = environmentsOf(project, context)
    const views = await askedViews(project, service, listOption(options, 'env'))
    const known = views.filter(({ standing }) => standing.kind === 'known')
    const found = await judged(project, context, known)
    const answers = await Promise.all(
      known.map(({ environment }) => service.askData(environment.name, found.scripts)),
    )
    const { configuration } = await project.configuration()
    const asked = answers.flatMap((result) =>
      result.kind === 'done'
        ? [judgedByData(found.scripts, result.check, configuration, now())]
        : [],
    )
    const made = deploySummary({
      snapshot: found.snapshot,
      ...found.scripts,
      environments: views,
      asked,
      problems: [
        ...found.problems,
        ...answers.flatMap((result) => (result.kind === 'refusal' ? [result.say] : [])),
      ],
      pathOf: (uri) => pathOfUri(uri) ?? uri,
    })
    print(
      format === 'json'
        ? printJson(made)
        : format === 'markdown'
          ? summaryMarkdown(made)
          : summaryText(made),
    )
    return made.problems.length > 0 || views.length > known.length ? 3 : 0
  },
}

function environmentsOf(
  project: Project,
  { environmentVariable, now }: CommandContext,
): EnvironmentService {
  return createEnvironmentService(project, {
    findUrl: (_project, { urlEnv }) => Promise.resolve(environmentVariable(urlEnv) || undefined),
    mayContact: () => true,
    now,
    changed: () => undefined,
  })
}

/** Only environments that are named are contacted. */
async function askedViews(
  project: Project,
  service: EnvironmentService,
  names: readonly string[],
): Promise<readonly EnvironmentView[]> {
  if (names.length === 0) return []
  const { configuration } = await project.configuration()
  const all = configuration.environments.map(({ name }) => name)
  const unknown = names.find((name) => !all.includes(name))
  if (unknown !== undefined) {
    throw new UsageError(
      `concertina.json names no environment "${unknown}". Environments: ${all.join(', ') || 'none'}.`,
    )
  }
  await service.refresh(names)
  return (await service.views()).filter(({ environment }) => names.includes(environment.name))
}

/** What has yet to run, judged: the migrations that were asked for, and the pending change. */
async function judged(
  project: Project,
  { options }: CommandContext,
  known: readonly EnvironmentView[],
): Promise<Pick<SummaryInput, 'snapshot' | 'problems'> & { readonly scripts: JudgedScripts }> {
  const analysis = await project.analyse()
  const { snapshot, outcome } = analysis
  if (outcome.kind === 'unsupported') throw new AnalysisImpossible(outcome.say)
  const standings = known.map(({ standing }) => standing)
  const isLimited = options['since'] !== undefined || options['since-commit'] !== undefined
  const open = migrationsToDeploy(snapshot, standings)
  const limited = isLimited ? await migrationsToJudge(project, options) : open
  const wanted = standings.length === 0 ? limited : limited.filter((index) => open.includes(index))
  const migrations: MigrationAnalysis[] = []
  for (const [from, to] of contiguousRanges(wanted)) {
    migrations.push(...(await project.analyseMigrations(from, to)))
  }
  const told = await judgedByCode(project, { ...analysis, migrations })
  const refusal = outcomeOrRefusal(analysis)
  return {
    snapshot,
    scripts: scriptsOf(told.outcome, told.migrations),
    problems: refusal.kind === 'refusal' ? [refusal.say] : [],
  }
}

function scriptsOf(
  outcome: { readonly kind: string; readonly pending?: PendingAnalysis },
  migrations: readonly MigrationAnalysis[],
): JudgedScripts {
  const { pending } = outcome
  return { migrations, ...(pending === undefined ? {} : { pending }) }
}
