import * as vscode from 'vscode'
import type { LanguageClient, WorkspaceEdit } from 'vscode-languageclient/node'
import type { AppliedEdit } from '../commands/command.js'
import { createdFiles, saveNewFiles } from './newFiles.js'

/**
 * Applies an edit that the server gave for a command. New files are saved, and so are documents that
 * had no unsaved changes before; what the user has not saved stays unsaved.
 */
export async function applyEdit(
  client: LanguageClient,
  edit: unknown,
): Promise<AppliedEdit | undefined> {
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit as WorkspaceEdit)
  const unsaved = new Set(
    vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => String(uri)),
  )
  const isApplied = await vscode.workspace.applyEdit(converted, { isRefactoring: true })
  if (!isApplied) return undefined
  const edited = converted.entries().map(([uri]) => uri)
  await saveNewFiles(edited.filter((uri) => !unsaved.has(String(uri))))
  return { created: createdFiles(edit).map((uri) => vscode.Uri.parse(uri, true)) }
}
