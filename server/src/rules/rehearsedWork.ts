import type { Catalogue } from '../engine/catalogue.js'
import { lockStrength, strongerLock, type LockMode } from '../engine/lockMode.js'
import type { RelationLock, StatementTrace } from '../engine/trace.js'
import type { ParsedStatement } from '../sql/statement.js'
import type { Evidence, Work } from './evidence.js'
import { workByKind } from './lockSheet.js'
import { alterTableSheet } from './sheet/alterTableSheet.js'

export type Rehearsed = {
  readonly statement: ParsedStatement
  /** The catalogue as the statement finds it. */
  readonly before: Catalogue
  /** Strongest mode that earlier statements of the same rehearsal took on each relation. */
  readonly heldBefore: ReadonlyMap<string, LockMode>
}

type MeasuredWork = Omit<Extract<Evidence, { kind: 'measured' }>, 'kind'>

/**
 * A rehearsal runs in one transaction, which keeps its locks: where an earlier statement held a
 * mode, the same mode does not show again. The kind of the statement then tells what it takes. It
 * also corrects the other error: the engine measures a statement whose locks are hidden once more
 * by itself, and there it may lock a table to which, after its predecessors, no foreign key leads
 * any more.
 */
export function rehearsedWork(
  trace: StatementTrace & { readonly kind: 'executed' },
  { statement, before, heldBefore }: Rehearsed,
): MeasuredWork {
  const { rewrites, indexRebuilds, scans } = trace
  const expected = workByKind(statement, before).locks
  const isExpected = ({ relation }: RelationLock) =>
    expected.some((lock) => lock.relation === relation)
  const seen = trace.locks.filter(
    (lock) =>
      lock.kind !== 'table' ||
      !heldBefore.has(lock.relation) ||
      !isFullyExpected(statement) ||
      isExpected(lock),
  )
  const hidden = expected.filter((lock) => isHidden(lock, seen, heldBefore))
  const derivedLocks = hidden.map(({ relation }) => relation)
  const measuredLocks = seen.filter(({ relation }) => !derivedLocks.includes(relation))
  const locks = [...measuredLocks, ...hidden].toSorted((a, b) => (a.relation < b.relation ? -1 : 1))
  return { locks, rewrites, indexRebuilds, scans, derivedLocks }
}

/** Whether the lock sheet knows every table that such a statement locks. */
function isFullyExpected(statement: ParsedStatement): boolean {
  return (
    statement.kind === 'parsed' &&
    statement.actions.every(({ kind }) => kind === 'dropTable' || kind in alterTableSheet)
  )
}

function isHidden(
  expected: RelationLock,
  seen: readonly RelationLock[],
  heldBefore: ReadonlyMap<string, LockMode>,
): boolean {
  const held = heldBefore.get(expected.relation)
  const couldHide = held !== undefined && lockStrength(expected.mode) <= lockStrength(held)
  const visible = seen.find(({ relation }) => relation === expected.relation)
  const isVisible =
    visible !== undefined && lockStrength(expected.mode) <= lockStrength(visible.mode)
  return couldHide && !isVisible
}

/** The modes of a statement added to those of the statements before it. */
export function withLocks(
  held: ReadonlyMap<string, LockMode>,
  { locks }: Pick<Work, 'locks'>,
): ReadonlyMap<string, LockMode> {
  const next = new Map(held)
  for (const { relation, mode } of locks) {
    const earlier = next.get(relation)
    next.set(relation, earlier === undefined ? mode : strongerLock(earlier, mode))
  }
  return next
}
