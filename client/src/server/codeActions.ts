import * as vscode from 'vscode'
import {
  CodeActionResolveRequest,
  LSPErrorCodes,
  ResponseError,
  type LanguageClient,
  type Middleware,
} from 'vscode-languageclient/node'
import { createdFiles } from './newFiles.js'
import type { NewFileSaver } from './newFileSaver.js'

/**
 * Resolves a code action. Two things that the library does not do: it is said when the server refuses
 * (the document has changed since, a proof has failed), for the user has chosen something and would
 * see nothing happen; and files that the edit creates are saved once it has been applied.
 */
export function resolveCodeAction(
  client: () => LanguageClient,
  saver: NewFileSaver,
  log: vscode.LogOutputChannel,
): NonNullable<Middleware['resolveCodeAction']> {
  return async (action, token) => {
    const { code2ProtocolConverter, protocol2CodeConverter } = client()
    try {
      const resolved = await client().sendRequest(
        CodeActionResolveRequest.type,
        code2ProtocolConverter.asCodeActionSync(action),
        token,
      )
      saver.expect(createdFiles(resolved.edit))
      return await protocol2CodeConverter.asCodeAction(resolved, token)
    } catch (error) {
      if (!isCancelled(error)) {
        log.error(`codeAction/resolve: ${String(error)}`)
        void vscode.window.showWarningMessage(`${action.title}: ${wordsOf(error)}`)
      }
      throw new vscode.CancellationError()
    }
  }
}

function isCancelled(error: unknown): boolean {
  return (
    error instanceof vscode.CancellationError ||
    (error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled)
  )
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'the log says why it failed.'
}
