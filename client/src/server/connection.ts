import * as vscode from 'vscode'
import { State, type LanguageClient } from 'vscode-languageclient/node'
import * as messages from '../../../server/src/protocol/messages.js'
import type { SecretUrls } from '../environments/secretUrls.js'
import type { StateStore } from '../knownState.js'
import { answerQuestions } from '../questions/answerQuestions.js'
import type { CrashPolicy } from './crashPolicy.js'
import { createRereading } from './rereading.js'
import type { Server } from './server.js'

export type ConnectionParts = {
  readonly store: StateStore
  readonly server: Server
  readonly urls: SecretUrls
  readonly log: vscode.LogOutputChannel
  readonly crashes: CrashPolicy
}

/** Brings what the server says into the store, and answers what it asks. */
export function connect(client: LanguageClient, parts: ConnectionParts): vscode.Disposable {
  const { store, urls, crashes } = parts
  const read = readings(parts)
  return vscode.Disposable.from(
    client.onNotification(messages.stateChanged.method, ({ projects }: messages.StateChanged) =>
      store.put({ projects }),
    ),
    client.onNotification(messages.environmentsChanged.method, read.environments),
    client.onNotification(messages.plansChanged.method, read.plans),
    client.onRequest(
      messages.environmentUrl.method,
      async (request: messages.EnvironmentUrlRequest): Promise<messages.EnvironmentUrlAnswer> => {
        // A second door: the server asks only when trusted, and gets none otherwise.
        const url = vscode.workspace.isTrusted
          ? await urls.read(request.project, request.environment)
          : undefined
        return url === undefined ? {} : { url }
      },
    ),
    client.onRequest(
      messages.ask.method,
      (request: messages.AskRequest, token: vscode.CancellationToken) =>
        answerQuestions(request, token, (shown) =>
          client.sendRequest<messages.ShownExamples>(messages.showExamples.method, shown, token),
        ),
    ),
    client.onDidChangeState(({ newState }) => {
      switch (newState) {
        case State.Running:
          store.put({ server: 'running' })
          for (const readOne of Object.values(read)) readOne()
          break
        case State.Starting:
          store.forget('starting')
          break
        // Also between the death of a server and its next start.
        case State.Stopped:
        case State.StartFailed:
          store.forget(crashes.last() === 'restart' ? 'starting' : 'stopped')
          break
        default:
          newState satisfies never
      }
    }),
  )
}

/** What is asked for at the start and when the server says that it has changed. */
function readings({ store, server, log }: ConnectionParts) {
  const reading = (what: string, read: () => Promise<Parameters<StateStore['put']>[0]>) =>
    createRereading(async () => {
      try {
        const change = await read()
        // An answer of a server that has gone meanwhile is the past.
        if (store.get().server === 'running') store.put(change)
      } catch (error) {
        log.warn(`${what}: ${String(error)}`)
      }
    })
  return {
    projects: reading('state', async () => ({ projects: (await server.readState()).projects })),
    environments: reading('environments', async () => ({
      environments: await server.readEnvironments(),
    })),
    plans: reading('plans', async () => ({ plans: await server.readPlans() })),
  }
}
