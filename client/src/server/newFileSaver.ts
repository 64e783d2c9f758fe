import * as vscode from 'vscode'

/**
 * Saves the files that a code action creates, once VS Code has put their text into them. The edit of
 * an action is applied by VS Code itself, perhaps after a long look at the preview, and a command
 * that an action brings along is not run reliably after it; so the events are what is left.
 */
export type NewFileSaver = {
  /** The files of the action that has just been resolved; what was expected before is given up. */
  readonly expect: (uris: readonly string[]) => void
  readonly dispose: () => void
}

export function createNewFileSaver(log: vscode.LogOutputChannel): NewFileSaver {
  const expected = new Set<string>()
  const created = new Set<string>()
  const save = (document: vscode.TextDocument) => {
    // A document becomes dirty some time after its text has changed, with an event of its own.
    if (!document.isDirty || !created.delete(document.uri.toString())) return
    document.save().then(
      (isSaved) => {
        // VS Code may have saved it in between, which makes this save a refused one.
        if (!isSaved && document.isDirty) log.warn(`${document.uri.toString()} could not be saved.`)
      },
      (error: unknown) => log.error(`save: ${String(error)}`),
    )
  }
  const subscriptions = vscode.Disposable.from(
    vscode.workspace.onDidCreateFiles(({ files }) => {
      for (const uri of files.map(String)) if (expected.delete(uri)) created.add(uri)
      for (const document of vscode.workspace.textDocuments) save(document)
    }),
    vscode.workspace.onDidOpenTextDocument(save),
    vscode.workspace.onDidChangeTextDocument(({ document }) => save(document)),
  )
  return {
    expect: (uris) => {
      expected.clear()
      created.clear()
      for (const uri of uris) expected.add(vscode.Uri.parse(uri, true).toString())
    },
    dispose: () => {
      subscriptions.dispose()
    },
  }
}
