import type { Sha256 } from '../migrations/checksum.js'
import type { MigrationHistory } from '../migrations/migration.js'
import { describeAge } from './age.js'
import type {
  KnownStanding,
  Standing,
  UnknownReason,
  UnknownStanding,
} from './environmentStanding.js'
import { standingOf } from './standing.js'

/** What is known of each environment, by name, in the order in which they were configured. */
export type EnvironmentsState = ReadonlyMap<string, EnvironmentState>

export type EnvironmentState = {
  readonly name: string
  readonly standing: Standing
  /** Number of the reading that is under way; an answer with another number comes too late. */
  readonly reading?: number
}

export type EnvironmentsEvent =
  /** The names in concertina.json have been read; environments that stay keep what is known. */
  | { readonly kind: 'configured'; readonly names: readonly string[] }
  | { readonly kind: 'readingStarted'; readonly name: string; readonly reading: number }
  | {
      readonly kind: 'readingEnded'
      readonly name: string
      readonly reading: number
      readonly standing: Standing
    }
  /** The URL has changed: what was read belongs to another database. */
  | { readonly kind: 'urlChanged'; readonly name: string }
  | { readonly kind: 'urlForgotten'; readonly name: string }
  /** The migrations folder has changed: rows that were read are compared anew. */
  | { readonly kind: 'historyChanged'; readonly history: MigrationHistory }

/**
 * The next state. A reading that fails turns a known standing into an unknown one that remembers the
 * last good answer; a reading that the user cancels changes nothing; a late answer is dropped.
 */
export function nextEnvironments(
  state: EnvironmentsState,
  event: EnvironmentsEvent,
  sha256: Sha256,
): EnvironmentsState {
  switch (event.kind) {
    case 'configured':
      return new Map(event.names.map((name) => [name, state.get(name) ?? unread(name)]))
    case 'readingStarted':
      return changed(state, event.name, (one) => ({ ...one, reading: event.reading }))
    case 'readingEnded':
      return changed(state, event.name, (one) => {
        if (one.reading !== event.reading) return one
        const { name, standing } = one
        return { name, standing: afterReading(standing, event.standing) }
      })
    case 'urlChanged':
      return changed(state, event.name, ({ name }) => unread(name))
    case 'urlForgotten':
      return changed(state, event.name, ({ name }) => ({ name, standing: withoutUrl }))
    case 'historyChanged':
      return new Map(
        [...state].map(([name, one]) => [
          name,
          { ...one, standing: restated(one.standing, event.history, sha256) },
        ]),
      )
    default:
      return event satisfies never
  }
}

/**
 * What may be shown at the time `now`: an answer older than `staleAfterMs` is no longer known, however
 * good it was.
 */
export function standingAt(standing: Standing, now: Date, staleAfterMs: number): Standing {
  if (standing.kind === 'unknown') return standing
  if (now.getTime() - standing.readAt.getTime() <= staleAfterMs) return standing
  const age = describeAge(standing.readAt, now)
  const say = `Last read ${age}. Read again to see where it stands now.`
  return { kind: 'unknown', why: 'stale', say, lastKnown: standing }
}

/** For the badge: how many environments are known to need a deploy or a repair, and how many are not known. */
export function countEnvironments(standings: Iterable<Standing>): {
  readonly behind: number
  readonly unknown: number
} {
  const all = [...standings]
  const known = all.filter((standing) => standing.kind === 'known')
  const behind = known.filter(({ behind, counts }) => behind > 0 || counts.failed > 0)
  return { behind: behind.length, unknown: all.length - known.length }
}

function afterReading(before: Standing, answer: Standing): Standing {
  if (answer.kind === 'known') return answer
  if (answer.why === 'aborted') return before
  const lastKnown = before.kind === 'known' ? before : before.lastKnown
  return lastKnown ? { ...answer, lastKnown } : answer
}

function restated(standing: Standing, history: MigrationHistory, sha256: Sha256): Standing {
  const known = (one: KnownStanding) => ({ ...one, ...standingOf(history, one.rows, sha256) })
  if (standing.kind === 'known') return known(standing)
  return standing.lastKnown ? { ...standing, lastKnown: known(standing.lastKnown) } : standing
}

function changed(
  state: EnvironmentsState,
  name: string,
  change: (one: EnvironmentState) => EnvironmentState,
): EnvironmentsState {
  const one = state.get(name)
  return one ? new Map(state).set(name, change(one)) : state
}

function unread(name: string): EnvironmentState {
  return { name, standing: unknown('never-read', 'Not read yet.') }
}

const withoutUrl = unknown(
  'no-url',
  'No URL is stored for this environment. Add one, or set its environment variable.',
)

function unknown(why: UnknownReason, say: string): UnknownStanding {
  return { kind: 'unknown', why, say }
}
