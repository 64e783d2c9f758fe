import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { checkReport } from '../../features/checkReport.js'
import type { MigrationAnalysis } from '../../project/analysis.js'
import { pathOfFileSystem, pathOfUri, uriOfPath } from '../../project/locations.js'
import type { Project } from '../../project/project.js'
import { sha256 } from '../../project/readProject.js'
import { choiceOption, sharedOptions, UsageError, type Command, type ExitCode } from '../command.js'
import { exitCodeOf, failOnLevels } from '../failOn.js'
import { printJson } from '../printers/json.js'
import { printSarif } from '../printers/sarif.js'
import { printCheckAsText } from '../printers/text.js'

export const lint: Command = {
  name: 'lint',
  usage: 'lint FILE… [--project DIR] [--schema PATH] [--format text|json|sarif] [--fail-on LEVEL]',
  summary: 'Judges SQL files: migrations in their place, others as if they came next.',
  options: { ...sharedOptions, schema: { type: 'string' }, 'fail-on': { type: 'string' } },
  run: async ({ options, arguments: files, project: find, print }): Promise<ExitCode> => {
    if (files.length === 0) throw new UsageError('Name at least one SQL file.')
    const format = choiceOption(options, 'format', ['text', 'json', 'sarif'], 'text')
    const project = await find()
    const { configuration } = await project.configuration()
    const failOn = choiceOption(options, 'fail-on', failOnLevels, configuration.failOn)
    const migrations: MigrationAnalysis[] = []
    for (const file of files) migrations.push(await analysisOf(project, file))
    const report = checkReport({
      snapshot: await project.snapshot(),
      migrations,
      pathOf: (uri) => pathOfUri(uri) ?? uri,
    })
    if (format === 'json') print(printJson(report))
    else if (format === 'sarif') print(printSarif(report))
    else print(printCheckAsText(report))
    return exitCodeOf(report.findings, failOn)
  },
}

async function analysisOf(project: Project, file: string): Promise<MigrationAnalysis> {
  const uri = uriOfPath(pathOfFileSystem(path.resolve(file)))
  const { migrations } = await project.history()
  const index = migrations.findIndex((migration) => migration.uri === uri)
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) throw new UsageError(`The file "${file}" cannot be read.`)
  const analysis =
    index < 0
      ? await project.analyseNext({ name: path.basename(file), uri, text, checksum: sha256(text) })
      : await project.analyseMigration(index)
  if (analysis === undefined) throw new UsageError(`The file "${file}" cannot be analysed.`)
  return analysis
}
