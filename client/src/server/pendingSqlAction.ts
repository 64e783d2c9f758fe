import * as vscode from 'vscode'

/**
 * The way from a finding in the schema to the SQL that it speaks of. An action of the client, because
 * only the client has the command.
 */
export function registerPendingSqlAction(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    { language: 'prisma', scheme: 'file' },
    { provideCodeActions: (document, _range, context) => actionsFor(document, context) },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  )
}

function actionsFor(
  document: vscode.TextDocument,
  { diagnostics }: vscode.CodeActionContext,
): vscode.CodeAction[] {
  const ours = diagnostics.filter(({ source }) => source === 'concertina')
  if (ours.length === 0) return []
  const title = 'Show the pending SQL'
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix)
  action.diagnostics = ours
  action.command = {
    title,
    command: 'concertina.showPendingSql',
    arguments: [document.uri.toString()],
  }
  return [action]
}
