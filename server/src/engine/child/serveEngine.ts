import type { EngineMethod, EngineRequest, EngineResponse } from '../messages.js'
import type { EngineChild } from './engineChild.js'

/** The child's end of the channel to its parent: `process` in production. */
export type ParentChannel = {
  /** Resolves when the parent has the response, so that the process may end. */
  send(response: EngineResponse): Promise<void>
  onRequest(listener: (request: EngineRequest) => void): void
  onDisconnect(listener: () => void): void
  exit(code: number): void
}

/**
 * Answers requests one after the other, in order. Whatever is thrown was not foreseen: the
 * database or the schema engine may be broken, so the process says what happened and ends;
 * its parent starts another one.
 */
export function serveEngine(channel: ParentChannel, child: EngineChild): void {
  let waiting = 0
  let quiet: NodeJS.Timeout | undefined
  let queue: Promise<void> = Promise.resolve()

  const answer = async (request: EngineRequest) => {
    try {
      const handler = child.handlers[request.method] as (parameters: unknown) => Promise<unknown>
      await channel.send({ id: request.id, result: await handler(request.parameters) })
    } catch (error) {
      await channel.send({
        id: request.id,
        error: { message: messageOf(error, request.method), fatal: true },
      })
      channel.exit(fatalExitCode)
    }
    waiting -= 1
    if (waiting === 0) quiet = setTimeout(rest, quietMs)
  }
  const rest = () => {
    queue = queue.then(child.idle)
    queue.catch(() => channel.exit(fatalExitCode))
  }

  channel.onRequest((request) => {
    waiting += 1
    clearTimeout(quiet)
    queue = queue.then(() => answer(request))
    queue.catch(() => channel.exit(fatalExitCode))
  })
  channel.onDisconnect(() => {
    clearTimeout(quiet)
    queue.then(child.close, child.close).then(
      () => channel.exit(0),
      () => channel.exit(0),
    )
  })
}

/**
 * The parts of one analysis are asked for one after the other, and what is done in between delays
 * the next of them: only after this long without a request is it time to write things to disk.
 */
const quietMs = 400

/** `EX_SOFTWARE` of sysexits.h. */
const fatalExitCode = 70

function messageOf(error: unknown, method: EngineMethod): string {
  return `${method}: ${error instanceof Error ? error.message : String(error)}`
}
