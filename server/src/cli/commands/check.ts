import { checkReport } from '../../features/checkReport.js'
import type { MigrationAnalysis, ProjectAnalysis } from '../../project/analysis.js'
import { namesAtCommit } from '../../project/committedFiles.js'
import { pathOfUri } from '../../project/locations.js'
import { analysisWithRecipes } from '../../project/namedRecipes.js'
import type { Project } from '../../project/project.js'
import type { CheckReport } from '../../protocol/checkReport.js'
import { loadSqlParser } from '../../sql/parseStatements.js'
import { textOption, UsageError, type Command, type CommandOptions } from '../command.js'
import type { CommandContext } from '../commandContext.js'
import { contiguousRanges } from '../contiguousRanges.js'
import { judgedByCode } from '../codeOfApplication.js'
import { askedEnvironment, type JudgeByEnvironment } from '../dataOfEnvironment.js'
import { report, reportOptions, reportUsage } from '../reportOptions.js'

export const check: Command = {
  name: 'check',
  usage: `check ${reportUsage} [--since MIGRATION | --since-commit COMMIT] [--env NAME] [--no-application-code]`,
  summary: 'Judges the pending change and every migration after the baseline.',
  options: {
    ...reportOptions,
    since: { type: 'string' },
    'since-commit': { type: 'string' },
    env: { type: 'string' },
    'no-application-code': { type: 'boolean' },
  },
  run: async (context) => {
    const project = await context.project()
    const exitCode = await report(context, project, () => reportOf(project, context))
    return project.lastAnalysis()?.outcome.kind === 'checked' ? exitCode : 3
  },
}

async function reportOf(project: Project, context: CommandContext): Promise<CheckReport> {
  const wanted = await migrationsToJudge(project, context.options)
  const environment = textOption(context.options, 'env')
  const judge =
    environment === undefined ? undefined : await askedEnvironment(project, environment, context)
  const analysis = analysisWithRecipes(await project.analyse(), await loadSqlParser())
  const { kind } = analysis.outcome
  const migrations: MigrationAnalysis[] = []
  if (kind === 'checked' || kind === 'waiting') {
    for (const [from, to] of contiguousRanges(wanted)) {
      migrations.push(...(await project.analyseMigrations(from, to)))
    }
  }
  const judged = await judgedAsAsked(analysis, migrations, judge)
  const told =
    context.options['no-application-code'] === true ? judged : await judgedByCode(project, judged)
  return checkReport({ ...told, pathOf: (uri) => pathOfUri(uri) ?? uri })
}

async function judgedAsAsked(
  analysis: ProjectAnalysis,
  migrations: readonly MigrationAnalysis[],
  judge: JudgeByEnvironment | undefined,
) {
  const { outcome } = analysis
  if (judge === undefined || outcome.kind !== 'checked') return { ...analysis, migrations }
  const judged = await judge({ pending: outcome.pending, migrations })
  return {
    ...analysis,
    migrations: judged.migrations,
    outcome: { ...outcome, pending: judged.pending },
  }
}

/** Indexes in the history: all, those after one, or those that a commit does not have. */
export async function migrationsToJudge(
  project: Project,
  options: CommandOptions,
): Promise<readonly number[]> {
  const { migrations } = await project.history()
  const all = migrations.map((_, index) => index)
  const commit = textOption(options, 'since-commit')
  if (commit !== undefined) {
    if (options['since'] !== undefined) throw new UsageError('Give --since or --since-commit.')
    const known = await namesAtCommit(project.layout.migrationsDir, commit)
    if (known === undefined) {
      throw new UsageError(
        `Git knows no commit "${commit}" here. In CI, fetch it first: a shallow checkout has only the newest.`,
      )
    }
    return all.filter((index) => !known.has(migrations[index]?.name ?? ''))
  }
  const baseline =
    textOption(options, 'since') ?? (await project.configuration()).configuration.baseline
  const from = migrations.findIndex(({ name }) => name === baseline) + 1
  if (baseline !== undefined && from === 0) {
    throw new UsageError(`There is no migration "${baseline}" to start after.`)
  }
  return all.slice(from)
}
