import { checkReport } from '../../features/checkReport.js'
import { pathOfUri } from '../../project/locations.js'
import type { Project } from '../../project/project.js'
import type { CheckReport } from '../../protocol/checkReport.js'
import {
  choiceOption,
  sharedOptions,
  textOption,
  UsageError,
  type Command,
  type ExitCode,
} from '../command.js'
import { exitCodeOf, failOnLevels } from '../failOn.js'
import { printJson } from '../printers/json.js'
import { printSarif } from '../printers/sarif.js'
import { printCheckAsText } from '../printers/text.js'

export const check: Command = {
  name: 'check',
  usage:
    'check [--project DIR] [--schema PATH] [--format text|json|sarif] [--fail-on LEVEL] [--since MIGRATION]',
  summary: 'Judges the pending change and every migration after the baseline.',
  options: {
    ...sharedOptions,
    schema: { type: 'string' },
    'fail-on': { type: 'string' },
    since: { type: 'string' },
  },
  run: async ({ options, project: find, print }): Promise<ExitCode> => {
    const format = choiceOption(options, 'format', ['text', 'json', 'sarif'], 'text')
    const project = await find()
    const { configuration } = await project.configuration()
    const failOn = choiceOption(options, 'fail-on', failOnLevels, configuration.failOn)
    const report = await reportOf(project, textOption(options, 'since') ?? configuration.baseline)
    if (format === 'json') print(printJson(report))
    else if (format === 'sarif') print(printSarif(report))
    else print(printCheckAsText(report))
    const outcome = project.lastAnalysis()?.outcome.kind
    return outcome === 'checked' ? exitCodeOf(report.findings, failOn) : 3
  },
}

async function reportOf(project: Project, baseline: string | undefined): Promise<CheckReport> {
  const analysis = await project.analyse()
  const { migrations } = analysis.snapshot.history
  const from = migrations.findIndex(({ name }) => name === baseline) + 1
  if (baseline !== undefined && from === 0) {
    throw new UsageError(`There is no migration "${baseline}" to start after.`)
  }
  const judged =
    analysis.outcome.kind === 'checked' || analysis.outcome.kind === 'waiting'
      ? await project.analyseMigrations(from, migrations.length)
      : []
  return checkReport({ ...analysis, migrations: judged, pathOf: (uri) => pathOfUri(uri) ?? uri })
}
