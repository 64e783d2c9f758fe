import type { Connection } from 'vscode-languageserver'
import type { FindUrl } from '../project/environmentService.js'
import {
  environmentUrl,
  type EnvironmentUrlAnswer,
  type InitializationOptions,
} from '../protocol/messages.js'

/**
 * The URL of an environment: what the client keeps in its secret storage comes first, then the
 * environment variable that concertina.json names.
 */
export function findUrl(
  connection: Connection,
  options: InitializationOptions,
  environmentVariable: (name: string) => string | undefined,
  project: string,
): FindUrl {
  return async (_project, environment) => {
    if (options.keepsUrls === true) {
      const request = { project, environment: environment.name }
      const answer = await connection.sendRequest<EnvironmentUrlAnswer>(
        environmentUrl.method,
        request,
      )
      if (answer.url !== undefined && answer.url !== '') return answer.url
    }
    const url = environmentVariable(environment.urlEnv)
    return url === undefined || url === '' ? undefined : url
  }
}
