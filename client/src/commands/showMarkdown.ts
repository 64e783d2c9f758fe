import * as vscode from 'vscode'

/** Rendered where VS Code's markdown preview is there; it can be switched off. */
export async function showMarkdown(uri: vscode.Uri): Promise<void> {
  const known = await vscode.commands.getCommands(true)
  const preview = 'markdown.showPreview'
  await (known.includes(preview)
    ? vscode.commands.executeCommand(preview, uri)
    : vscode.window.showTextDocument(uri))
}
