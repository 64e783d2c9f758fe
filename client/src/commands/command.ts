import type * as vscode from 'vscode'
import type { SecretUrls } from '../environments/secretUrls.js'
import type { StateStore } from '../knownState.js'
import type { Server } from '../server/server.js'

/** A command of the manifest. `argument` is what a view, a lens or a key binding gives along, of any shape. */
export type Command = {
  readonly id: `concertina.${string}`
  readonly run: (context: CommandContext, argument: unknown) => Promise<void> | void
}

export type CommandContext = {
  readonly server: Server
  readonly store: StateStore
  readonly urls: SecretUrls
  readonly log: vscode.LogOutputChannel
  /** What is remembered in this workspace. */
  readonly memory: vscode.Memento
  /** Applies an edit that the server gave; undefined when VS Code or the user has refused it. */
  readonly applyEdit: (edit: unknown) => Promise<AppliedEdit | undefined>
  readonly restartServer: () => Promise<void>
}

export type AppliedEdit = { readonly created: readonly vscode.Uri[] }
