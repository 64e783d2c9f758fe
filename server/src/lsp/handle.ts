import {
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
} from 'vscode-languageserver'
import type { Log } from './log.js'

/** Why a request is refused, in words for the user. */
export class Refused extends Error {}

/**
 * Wraps a handler: what it takes is measured and logged, a cancelled request says so, a refusal
 * becomes an error with its words, and a bug becomes an error without details of ours.
 */
export function handle<Parameters, Result, Data = void>(
  name: string,
  log: Log,
  work: (parameters: Parameters, token: CancellationToken) => Promise<Result>,
): (parameters: Parameters, token?: CancellationToken) => Promise<Result | ResponseError<Data>> {
  return async (parameters, given) => {
    const started = performance.now()
    // A request without parameters hands over its token in their place.
    const token = given ?? (parameters as CancellationToken)
    try {
      const result = await work(parameters, token)
      if (token.isCancellationRequested) {
        return new ResponseError<Data>(LSPErrorCodes.RequestCancelled, `${name} was cancelled.`)
      }
      log.debug(`${name}: ${(performance.now() - started).toFixed(0)} ms`)
      return result
    } catch (error) {
      if (error instanceof Refused) {
        return new ResponseError<Data>(LSPErrorCodes.RequestFailed, error.message)
      }
      if (error instanceof ResponseError) return error as ResponseError<Data>
      log.error(
        `${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      )
      return new ResponseError<Data>(
        ErrorCodes.InternalError,
        `${name} failed. The log has the details.`,
      )
    }
  }
}
