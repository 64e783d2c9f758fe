import path from 'node:path'
import { checkReport } from '../../features/checkReport.js'
import type { MigrationAnalysis } from '../../project/analysis.js'
import { readText } from '../../project/diskFiles.js'
import { fileSystemPath, pathOfFileSystem, pathOfUri, uriOfPath } from '../../project/locations.js'
import type { Project } from '../../project/project.js'
import { sha256 } from '../../project/readProject.js'
import { scriptsByCode } from '../codeOfApplication.js'
import { UsageError, type Command } from '../command.js'
import { contiguousRanges } from '../contiguousRanges.js'
import { report, reportOptions, reportUsage } from '../reportOptions.js'

export const lint: Command = {
  name: 'lint',
  usage: `lint FILE… ${reportUsage} [--no-application-code]`,
  summary: 'Judges SQL files: migrations in their place, others as if they came next.',
  options: { ...reportOptions, 'no-application-code': { type: 'boolean' } },
  comparesSchemas: false,
  run: async (context) => {
    const { arguments: files, workingFolder } = context
    if (files.length === 0) throw new UsageError('Name at least one SQL file.')
    const project = await context.project()
    // While the files are read and parsed.
    project.engine.start()
    return report(context, project, async () => {
      const snapshot = await project.snapshot()
      const paths = files.map((file) => path.resolve(fileSystemPath(workingFolder), file))
      const found = { migrations: await judged(project, paths) }
      const told =
        context.options['no-application-code'] === true
          ? found
          : await scriptsByCode(project, found, snapshot)
      return checkReport({ snapshot, ...told, pathOf: (uri) => pathOfUri(uri) ?? uri })
    })
  },
}

/** Migrations of the history first, in its order, then the other files in the order of the names given. */
async function judged(
  project: Project,
  files: readonly string[],
): Promise<readonly MigrationAnalysis[]> {
  const { migrations } = await project.history()
  const indexOf = new Map(migrations.map(({ uri }, index) => [uri, index]))
  const uris = [...new Set(files.map((file) => uriOfPath(pathOfFileSystem(file))))]
  const known = uris
    .flatMap((uri) => indexOf.get(uri) ?? [])
    .toSorted((left, right) => left - right)
  const texts = await Promise.all(
    uris.filter((uri) => !indexOf.has(uri)).map(async (uri) => [uri, await textOf(uri)] as const),
  )
  const analyses: MigrationAnalysis[] = []
  for (const [from, to] of contiguousRanges(known)) {
    analyses.push(...(await project.analyseMigrations(from, to)))
  }
  for (const [uri, text] of texts) {
    const name = path.basename(uri)
    const analysis = await project.analyseNext({ name, uri, text, checksum: sha256(text) })
    if (analysis !== undefined) analyses.push(analysis)
  }
  return analyses
}

async function textOf(uri: string): Promise<string> {
  const path = pathOfUri(uri) ?? uri
  const file = await readText(path)
  if (file.kind === 'text') return file.text
  throw new UsageError(`The file "${fileSystemPath(path)}" cannot be read.`)
}
