import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { draftMigration, suggestedMigrationName } from '../../features/createMigration.js'
import { fileSystemPath, pathOfUri, uriOfPath } from '../../project/locations.js'
import { AnalysisImpossible, sharedOptions, UsageError, type Command } from '../command.js'

export const create: Command = {
  name: 'create',
  usage: 'create [NAME] [--project DIR] [--schema PATH]',
  summary: 'Writes the pending change as one migration folder. Contacts no database.',
  options: { project: sharedOptions.project, schema: { type: 'string' } },
  run: async ({ arguments: names, project: find, print, now }) => {
    if (names.length > 1)
      throw new UsageError('A migration has one name; quote it when it has spaces.')
    const project = await find()
    const analysis = await project.analyse()
    const name = names[0] ?? suggestedMigrationName(analysis) ?? ''
    const draft = draftMigration(analysis, uriOfPath(project.layout.migrationsDir), name, now())
    if (draft.kind === 'refusal') throw new AnalysisImpossible(draft.say)
    for (const { uri, text } of draft.files) {
      const file = fileSystemPath(pathOfUri(uri) ?? uri)
      await mkdir(path.dirname(file), { recursive: true })
      await writeFile(file, text, { flag: 'wx' })
    }
    print(`${project.layout.migrationsDir}/${draft.folder}/migration.sql\n`)
    return 0
  },
}
