import * as vscode from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import type { CommandContext } from '../commands/command.js'
import type { SecretUrls } from '../environments/secretUrls.js'
import type { StateStore } from '../knownState.js'
import { createCrashPolicy, type CrashPolicy } from './crashPolicy.js'
import { createNewFileSaver } from './newFileSaver.js'
import type { Server } from './server.js'

/** Starts, restarts and stops the language server. */
export type ServerRunner = {
  /** The client of the server that runs, or is about to. Rejects when it could not be started. */
  readonly client: () => Promise<LanguageClient>
  /** Applies an edit that the server gave; undefined when VS Code or the user has refused it. */
  readonly applyEdit: CommandContext['applyEdit']
  readonly restart: () => Promise<void>
  readonly stop: () => Promise<void>
}

export type RunnerParts = {
  readonly context: vscode.ExtensionContext
  readonly log: vscode.LogOutputChannel
  readonly store: StateStore
  readonly urls: SecretUrls
  /** A function, for server and runner need each other. */
  readonly server: () => Server
}

/**
 * The language client's code is loaded here and not before: that takes longer than all the rest of
 * the activation, and nobody has to wait for it.
 */
export function createServerRunner(parts: RunnerParts): ServerRunner {
  const crashes = createCrashPolicy(() => performance.now())
  const held: { run?: Promise<Run> } = {}
  const begin = () => (held.run = start(parts, crashes))
  const stop = async () => {
    const run = await held.run?.catch(() => undefined)
    run?.connection.dispose()
    await run?.client.dispose().catch((error: unknown) => parts.log.warn(`stop: ${String(error)}`))
  }
  const client = async () => (await (held.run ?? begin())).client
  return {
    client,
    applyEdit: async (edit) => {
      const { applyEdit } = await import('./applyEdit.js')
      return applyEdit(await client(), edit)
    },
    restart: async () => {
      crashes.forget()
      parts.store.forget('starting')
      await stop()
      await begin()
    },
    stop,
  }
}

type Run = { readonly client: LanguageClient; readonly connection: vscode.Disposable }

async function start(
  { context, log, store, urls, server }: RunnerParts,
  crashes: CrashPolicy,
): Promise<Run> {
  const [{ createLanguageClient }, { connect }] = await Promise.all([
    import('./languageClient.js'),
    import('./connection.js'),
  ])
  const saver = createNewFileSaver(log)
  const client = createLanguageClient({ context, log, crashes, saver })
  const connected = connect(client, { store, server: server(), urls, log, crashes })
  // Its failure is in the log and in the status item; requests sent to it are refused.
  client.start().catch((error: unknown) => log.error(`start: ${String(error)}`))
  return { client, connection: vscode.Disposable.from(connected, saver) }
}
