import {
  failure,
  type ConnectionEvidence,
  type ConnectionFailure,
  type FailureReason,
} from './connectionFailure.js'

/** What ends a session from outside: the total time, the signal, a server of another kind. */
export type Interruption = {
  readonly failure: Promise<ConnectionFailure>
  readonly interrupt: (because: 'timed-out' | 'not-postgres' | 'aborted') => void
  readonly dispose: () => void
}

export function interruptionOf(
  totalTimeoutMs: number,
  signal: AbortSignal | undefined,
  target: Pick<ConnectionEvidence, 'server' | 'tls'>,
): Interruption {
  const controller = new AbortController()
  const reason = new Promise<ConnectionFailure>((resolve) => {
    // A signal carries any value as its reason; ours is always one of the three.
    controller.signal.addEventListener('abort', () => {
      resolve(failure(controller.signal.reason as FailureReason, target))
    })
  })
  const interrupt: Interruption['interrupt'] = (because) => controller.abort(because)
  const onAbort = () => interrupt('aborted')
  const timer = setTimeout(() => interrupt('timed-out'), totalTimeoutMs)
  signal?.addEventListener('abort', onAbort, { once: true })
  return {
    failure: reason,
    interrupt,
    dispose: () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    },
  }
}
