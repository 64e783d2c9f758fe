/** What to do when the server has ended by itself. */
export type CrashDecision = 'restart' | 'giveUp'

export type CrashPolicy = {
  readonly crashed: () => CrashDecision
  /** What was decided last; a server that is about to be started again is not shown as stopped. */
  readonly last: () => CrashDecision | undefined
  /** The server lives and has refused to serve: starting it again would change nothing. */
  readonly refused: () => void
  readonly forget: () => void
}

/**
 * Restarts the server up to four times within three minutes, then leaves it stopped: a server that
 * dies at once would otherwise be started for ever. `forget` is for a restart that the user asked for.
 */
export function createCrashPolicy(nowMs: () => number): CrashPolicy {
  const crashes: number[] = []
  const held: { last?: CrashDecision } = {}
  const decide = (): CrashDecision => {
    crashes.push(nowMs())
    if (crashes.length <= restartsAllowed) return 'restart'
    const oldest = crashes.shift() ?? 0
    return nowMs() - oldest <= withinMs ? 'giveUp' : 'restart'
  }
  return {
    crashed: () => (held.last = decide()),
    last: () => held.last,
    refused: () => {
      held.last = 'giveUp'
    },
    forget: () => {
      crashes.length = 0
      delete held.last
    },
  }
}

const restartsAllowed = 4
const withinMs = 3 * 60_000
