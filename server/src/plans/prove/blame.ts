import type { Catalogue } from '../../engine/catalogue.js'
import type { SqlFailure } from '../../engine/trace.js'
import type { ClientWrite } from '../simulation/clientWrites.js'
import { failureIn, query, script, type Rehearsal } from './rehearsal.js'

/** What is known of failures that are not the plan's fault. */
export type OwnFailures = {
  readonly before: Catalogue
  /** Constraints and unique indexes of the user, and the plan's copies of them. */
  readonly ownConstraints: ReadonlySet<string>
  /** What writes failed with before the plan. */
  readonly patterns: ReadonlySet<string>
  /** A function of the plan raises exceptions of its own. */
  readonly planRaises: boolean
}

/**
 * Whether a write would have failed without the plan too: as others did before the plan, by a
 * constraint of the user's, by one of the user's triggers, or, for what is wrong with the value itself (an
 * overflow in a generated column), also with all triggers switched off. Everything else is the plan's fault.
 */
export async function isOwnFailure(
  rehearsal: Rehearsal,
  write: ClientWrite,
  failure: SqlFailure,
  own: OwnFailures,
): Promise<boolean> {
  if (own.patterns.has(messagePattern(failure))) return true
  const constraint = constraintOf(failure)
  if (constraint !== undefined) return own.ownConstraints.has(constraint)
  if (failure.sqlState === 'P0001') return !own.planRaises && hasTriggers(own.before)
  if (!/^(22|54)/.test(failure.sqlState)) return false
  const results = await rehearsal.run([
    script('BEGIN'),
    script('SET LOCAL session_replication_role = replica'),
    query(write.sql),
    script('ROLLBACK'),
  ])
  return failureIn(results[2])?.sqlState === failure.sqlState
}

/** The failure without the numbers in it, which belong to one row. */
export function messagePattern({ sqlState, message }: SqlFailure): string {
  return `${sqlState} ${message.replace(/\d+/g, '0')}`
}

/** PostgreSQL names the constraint at the end of the message (integrity violations, class 23). */
function constraintOf({ sqlState, message }: SqlFailure): string | undefined {
  if (!sqlState.startsWith('23') || sqlState === '23502') return undefined
  return /constraint "((?:[^"]|"")*)"/.exec(message)?.[1]
}

function hasTriggers({ tables }: Catalogue): boolean {
  return Object.values(tables).some((table) => table.triggers.length > 0)
}
