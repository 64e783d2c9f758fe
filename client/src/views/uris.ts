import * as vscode from 'vscode'

/** A uri as VS Code itself writes it: drive letter small, colon encoded. For comparing, never for sending. */
export function normalUri(uri: string): string {
  return vscode.Uri.parse(uri, true).toString()
}

/** The document in front, when it is one that the server may know. */
export function activeUri(): string | undefined {
  return vscode.window.activeTextEditor?.document.uri.toString()
}
