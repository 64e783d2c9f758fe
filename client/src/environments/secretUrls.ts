import type * as vscode from 'vscode'
import { secretKey } from './environmentNames.js'

/** URLs of environments in the editor's secret storage. No other place of the client holds one. */
export type SecretUrls = {
  readonly read: (project: string, environment: string) => Promise<string | undefined>
  readonly store: (project: string, environment: string, url: string) => Promise<void>
  readonly forget: (project: string, environment: string) => Promise<void>
  /** For an environment that gets another name; the new name holds nothing else afterwards. */
  readonly move: (project: string, from: string, to: string) => Promise<void>
}

export function createSecretUrls(storage: vscode.SecretStorage): SecretUrls {
  const read = async (project: string, environment: string) =>
    storage.get(secretKey(project, environment))
  const store = async (project: string, environment: string, url: string) =>
    storage.store(secretKey(project, environment), url)
  const forget = async (project: string, environment: string) =>
    storage.delete(secretKey(project, environment))
  return {
    read,
    store,
    forget,
    move: async (project, from, to) => {
      const url = await read(project, from)
      // A URL left behind by an environment of that name, forgotten in another window, would be a wrong database.
      await (url === undefined ? forget(project, to) : store(project, to, url))
      await forget(project, from)
    },
  }
}
