import type { Connection } from 'vscode-languageserver'
import { environmentsChanged, plansChanged, stateChanged } from '../protocol/messages.js'
import type { Noticed } from './session.js'
import type { ClientAbilities } from './clientAbilities.js'

/**
 * Tells the client what has changed, a few times a second at the most: what comes in between is
 * told together.
 */
export function createNotices(
  connection: Connection,
  abilities: () => ClientAbilities,
  state: () => Promise<unknown>,
  /** Uris of the virtual documents, whose text follows the schema. */
  virtualDocuments: () => readonly string[],
): (what: Noticed) => void {
  const waiting = new Set<Noticed>()
  let timer: NodeJS.Timeout | undefined

  const tell = async (what: Noticed) => {
    switch (what) {
      case 'state':
        await connection.sendNotification(stateChanged.method, await state())
        if (!abilities().refreshesContent) return undefined
        for (const uri of virtualDocuments()) {
          void connection.workspace.textDocumentContent.refresh(uri).catch(() => undefined)
        }
        return undefined
      case 'environments':
        return connection.sendNotification(environmentsChanged.method)
      case 'plans':
        return connection.sendNotification(plansChanged.method)
      case 'diagnostics':
        if (abilities().refreshesDiagnostics) void connection.languages.diagnostics.refresh()
        if (abilities().refreshesCodeLenses)
          void connection.sendRequest('workspace/codeLens/refresh')
        return undefined
      default:
        return what satisfies never
    }
  }

  return (what) => {
    waiting.add(what)
    timer ??= setTimeout(() => {
      timer = undefined
      const all = [...waiting]
      waiting.clear()
      // A client that has gone need not be told.
      for (const one of all) tell(one).catch(() => undefined)
    }, coalesceMs)
  }
}

const coalesceMs = 150
