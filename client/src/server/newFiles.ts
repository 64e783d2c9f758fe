import * as vscode from 'vscode'

/**
 * Writes files that an edit has just created to disk. VS Code creates them empty and puts the text
 * into a buffer; whether that is saved depends on `files.refactoring.autoSave`. An empty
 * migration.sql on disk would be a migration that does nothing, so ours are always saved. Files that
 * the user has left out in the preview are passed over, and nothing but `created` is touched.
 */
export async function saveNewFiles(created: readonly vscode.Uri[]): Promise<void> {
  for (const uri of created) {
    const document = vscode.workspace.textDocuments.find(
      (open) => open.uri.toString() === uri.toString(),
    )
    if (document?.isDirty === true) await document.save()
  }
}

/** What of a `WorkspaceEdit` of the protocol creates files. The library's own classes do not tell it. */
export function createdFiles(edit: unknown): string[] {
  const { documentChanges } = (edit ?? {}) as { documentChanges?: unknown }
  if (!Array.isArray(documentChanges)) return []
  return documentChanges.flatMap((change: { kind?: unknown; uri?: unknown }) =>
    change.kind === 'create' && typeof change.uri === 'string' ? [change.uri] : [],
  )
}
