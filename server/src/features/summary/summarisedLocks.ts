import { blocksReads, blocksWrites, lockModeName } from '../../engine/lockMode.js'
import type { RelationLock } from '../../engine/trace.js'
import type { SummarisedLock } from '../../protocol/deploySummary.js'

export function summarisedLocks(locks: readonly RelationLock[]): readonly SummarisedLock[] {
  return locks.map(({ relation, mode }) => ({
    table: relation,
    mode: lockModeName(mode),
    waits: blocksReads(mode) ? 'reads and writes' : blocksWrites(mode) ? 'writes' : 'nobody',
  }))
}
