import { bundleStartedAtMs } from './activationClock.js'
import * as vscode from 'vscode'
import { commands } from './commands/index.js'
import { registerCommands } from './commands/registerCommands.js'
import { registerEnvironmentsView } from './environments/environmentsView.js'
import { createSecretUrls } from './environments/secretUrls.js'
import { shownState, type ConcertinaApi } from './extensionApi.js'
import { createStateStore } from './knownState.js'
import { registerPlansView } from './plans/plansView.js'
import { documents } from './server/documents.js'
import { createLogChannel } from './server/logChannel.js'
import { registerPendingSqlAction } from './server/pendingSqlAction.js'
import { createServer, type Server } from './server/server.js'
import { createServerRunner } from './server/serverRunner.js'
import { registerLanguageStatus } from './status/languageStatus.js'
import { keepContextKeys } from './views/contextKeys.js'

/** What deactivate() has to wait for; VS Code does not wait for subscriptions. */
const stops = new Set<() => Promise<void>>()

/** Shows everything, then starts the server without waiting for it. */
export function activate(context: vscode.ExtensionContext): ConcertinaApi {
  const activatedAtMs = performance.now()
  const log = createLogChannel()
  const store = createStateStore()
  const urls = createSecretUrls(context.secrets)
  const runner = createServerRunner({ context, log, store, urls, server: () => server })
  const server: Server = createServer(runner.client)
  const status = registerLanguageStatus(store, [...documents])
  const environments = registerEnvironmentsView(store, server)
  const plans = registerPlansView(store)
  const registered = registerCommands(commands, {
    server,
    store,
    urls,
    log,
    memory: context.workspaceState,
    applyEdit: runner.applyEdit,
    restartServer: runner.restart,
  })
  context.subscriptions.push(
    log,
    status.subscriptions,
    environments.subscriptions,
    plans.subscriptions,
    registered,
    registerPendingSqlAction(),
    keepContextKeys(store),
  )
  stops.add(runner.stop)
  // After this turn of the event loop, so that VS Code can go on before the client's code is loaded.
  setImmediate(() => {
    runner.client().catch((error: unknown) => log.error(`The server: ${String(error)}`))
  })
  const activationMs = loadingMs + performance.now() - activatedAtMs
  const isReleased = context.extensionMode === vscode.ExtensionMode.Production
  return {
    state: () => Promise.resolve(shownState(store, status.current(), activationMs)),
    ...(isReleased
      ? {}
      : { internals: { environments: environments.tree, plans: plans.tree, store, server, urls } }),
  }
}

export async function deactivate(): Promise<void> {
  await Promise.all([...stops].map((stop) => stop()))
}

/** Between loading and activating VS Code does things of its own, which are not counted. */
const loadingMs = performance.now() - bundleStartedAtMs
