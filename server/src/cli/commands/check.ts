import { checkReport } from '../../features/checkReport.js'
import type { MigrationAnalysis } from '../../project/analysis.js'
import { namesAtCommit } from '../../project/committedFiles.js'
import { pathOfUri } from '../../project/locations.js'
import type { Project } from '../../project/project.js'
import type { CheckReport } from '../../protocol/checkReport.js'
import { textOption, UsageError, type Command, type CommandOptions } from '../command.js'
import { contiguousRanges } from '../contiguousRanges.js'
import { report, reportOptions, reportUsage } from '../reportOptions.js'

export const check: Command = {
  name: 'check',
  usage: `check ${reportUsage} [--since MIGRATION | --since-commit COMMIT]`,
  summary: 'Judges the pending change and every migration after the baseline.',
  options: {
    ...reportOptions,
    since: { type: 'string' },
    'since-commit': { type: 'string' },
  },
  run: async (context) => {
    const project = await context.project()
    const exitCode = await report(context, project, () => reportOf(project, context.options))
    return project.lastAnalysis()?.outcome.kind === 'checked' ? exitCode : 3
  },
}

async function reportOf(project: Project, options: CommandOptions): Promise<CheckReport> {
  const wanted = await migrationsToJudge(project, options)
  const analysis = await project.analyse()
  const { kind } = analysis.outcome
  const migrations: MigrationAnalysis[] = []
  if (kind === 'checked' || kind === 'waiting') {
    for (const [from, to] of contiguousRanges(wanted)) {
      migrations.push(...(await project.analyseMigrations(from, to)))
    }
  }
  return checkReport({ ...analysis, migrations, pathOf: (uri) => pathOfUri(uri) ?? uri })
}

/** Their indexes in the history: all, those after one, or those that a commit does not have. */
async function migrationsToJudge(
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
