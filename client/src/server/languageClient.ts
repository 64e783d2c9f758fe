import * as vscode from 'vscode'
import {
  CloseAction,
  ErrorAction,
  ErrorCodes,
  LanguageClient,
  ResponseError,
  RevealOutputChannelOn,
  TransportKind,
  type LanguageClientOptions,
  type ServerOptions,
} from 'vscode-languageclient/node'
import type { InitializationOptions } from '../../../server/src/protocol/messages.js'
import { resolveCodeAction } from './codeActions.js'
import type { CrashPolicy } from './crashPolicy.js'
import { documents } from './documents.js'
import { createdFiles, saveNewFiles } from './newFiles.js'
import type { NewFileSaver } from './newFileSaver.js'

export type ClientSetting = {
  readonly context: vscode.ExtensionContext
  readonly log: vscode.LogOutputChannel
  readonly crashes: CrashPolicy
  readonly saver: NewFileSaver
}

/** A client that has not been started. Nothing that goes wrong in it makes a toast: it goes to the log. */
export function createLanguageClient(setting: ClientSetting): LanguageClient {
  const { context, log, crashes, saver } = setting
  const options: LanguageClientOptions = {
    documentSelector: [...documents],
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // A function: after a restart the workspace may have been trusted.
    initializationOptions: (): InitializationOptions => ({
      trusted: vscode.workspace.isTrusted,
      cacheDirectory: context.globalStorageUri.fsPath,
      documentation: vscode.Uri.joinPath(context.extensionUri, 'docs').toString(),
      answersQuestions: true,
      keepsUrls: true,
      opensSummaries: true,
    }),
    initializationFailedHandler: (error: unknown) => {
      log.error(`initialize: ${String(error)}`)
      if (!isConnectionGone(error)) crashes.refused()
      return false
    },
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        const restarts = crashes.crashed() === 'restart'
        return {
          action: restarts ? CloseAction.Restart : CloseAction.DoNotRestart,
          message: restarts
            ? 'The server has ended by itself and is started again.'
            : 'The server has ended five times within three minutes and stays stopped.',
          handled: true,
        }
      },
    },
    // Hovers and lenses of the server may lead to this one command and to nothing else.
    markdown: { isTrusted: { enabledCommands: ['concertina.showPendingSql'] } },
    middleware: {
      provideInlayHints: (document, range, token, next) =>
        wantsLockHints(document) ? next(document, range, token) : [],
      resolveCodeAction: (action, token, next) =>
        resolveCodeAction(() => client, saver, log)(action, token, next),
      workspace: {
        handleApplyEdit: async (params, next) => {
          const result = await next(params, new vscode.CancellationTokenSource().token)
          const created = createdFiles(params.edit).map((uri) => vscode.Uri.parse(uri, true))
          await saveNewFiles(created)
          return result
        },
      },
    },
  }
  // The id is also the section of the setting `….trace.server`, whose value "verbose" would write every message
  // to the log, URLs with their passwords among them. No setting of ours has this section: the log level Trace
  // writes the names of messages, and nothing writes their content.
  const client = new QuietLanguageClient(
    'concertina.client',
    'Concertina',
    serverOptions(context),
    options,
  )
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(lockHintsSetting)) askForLockHintsAgain(client)
    }),
  )
  return client
}

function askForLockHintsAgain(client: LanguageClient): void {
  const feature = client.getFeature('textDocument/inlayHint')
  for (const document of vscode.workspace.textDocuments)
    feature.getProvider(document)?.onDidChangeInlayHints.fire()
}

const lockHintsSetting = 'concertina.inlayHints.locks'

function wantsLockHints({ uri }: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration(undefined, uri).get<boolean>(lockHintsSetting, false)
}

/** The library forces a few of its errors upon the user, whatever its options say; all are in the log already. */
class QuietLanguageClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false)
  }
}

/** The server has died before it could answer; what to do then is decided where its end is heard of. */
function isConnectionGone(error: unknown): boolean {
  return (
    error instanceof ResponseError &&
    (error.code === ErrorCodes.PendingResponseRejected ||
      error.code === ErrorCodes.ConnectionInactive)
  )
}

/** IPC, so that nothing that a dependency prints can break the protocol. */
function serverOptions(context: vscode.ExtensionContext): ServerOptions {
  const isReleased = context.extensionMode === vscode.ExtensionMode.Production
  // Tests put a server of their own in; an installed extension always runs the one that came with it.
  const other = isReleased ? undefined : process.env.CONCERTINA_SERVER_MODULE
  const module = other ?? context.asAbsolutePath('dist/server.js')
  // Not the workspace's folder: nothing in there can then be taken for a program, and on Windows it stays free.
  const cwd = context.extensionPath
  const run = { module, transport: TransportKind.ipc, options: { cwd } }
  // The launch entry "Attach to the language server" knows this port.
  const execArgv = ['--nolazy', '--inspect=6009']
  return { run, debug: { ...run, options: { cwd, execArgv } } }
}
