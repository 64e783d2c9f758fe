import * as vscode from 'vscode'
import { askText, type Validation } from '../questions/quickInput.js'
import type { Server } from '../server/server.js'
import { createdFiles } from '../server/newFiles.js'
import { chooseDocument } from './choose.js'
import type { Command } from './command.js'

/** Writes the pending change as a migration folder and opens its file. No database is needed. */
export const createMigration: Command = {
  id: 'concertina.createMigration',
  run: async (context, argument) => {
    const title = 'Create Migration'
    const uri = await chooseDocument(context, argument, title)
    if (uri === undefined) return
    const suggested = await context.server.suggestMigrationName({ uri })
    if (suggested.name === undefined) {
      void vscode.window.showInformationMessage(
        suggested.say ?? 'The schema and the migrations agree.',
      )
      return
    }
    const answer = await askText(
      { title, step: 1, steps: 1 },
      {
        prompt: 'Name of the migration',
        value: suggested.name,
        validate: (name) => previewFolder(context.server, uri, name),
      },
    )
    if (answer.kind !== 'answer') return
    const { edit, say } = await context.server.createMigration({ uri, name: answer.value })
    if (edit === undefined) {
      void vscode.window.showWarningMessage(say ?? 'The migration could not be created.')
      return
    }
    const applied = await context.applyEdit(edit)
    const file = applied?.created.find((created) => created.path.endsWith('/migration.sql'))
    if (file) await vscode.window.showTextDocument(file)
  },
}

/** The folder that would be made, from the very edit that would make it: no second rule for names here. */
async function previewFolder(server: Server, uri: string, name: string): Promise<Validation> {
  const { edit, say } = await server.createMigration({ uri, name })
  if (edit === undefined)
    return { kind: 'refused', say: say ?? 'No migration can be made of this name.' }
  const file = createdFiles(edit).find((created) => created.endsWith('/migration.sql'))
  const folder = file && vscode.Uri.parse(file, true).path.split('/').at(-2)
  return folder === undefined ? undefined : { kind: 'note', say: folder }
}
