import { blocksReads, blocksWrites, lockModeName } from '../engine/lockMode.js'
import type { RelationLock } from '../engine/trace.js'
import { listed, quotedTable } from './phrases.js'
import type { AnalysedStatement } from './script.js'
import { locksOf, type StatementLocks } from './statementLocks.js'

/**
 * `Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until
 * it is done.` Several statements are said as one. Empty where nobody notices any lock.
 */
export function lockSentence(...statements: readonly AnalysedStatement[]): string {
  for (const { evidence } of statements) {
    if (evidence.kind !== 'refused') continue
    return `PostgreSQL refuses it as it stands: ${evidence.failure.message}.`
  }
  const known = locksOf(...statements)
  if (known.locks.length === 0) return ''
  const takes = `${subject(statements)} ${lockNames(known.locks)}${remarks[known.basis]}`
  return known.duration === 'brief'
    ? `${takes} for a moment, but only after every transaction that is open there; meanwhile ${waitingFor(known.locks, '')}.`
    : `${takes} while it ${workOf(known)}: ${waitingFor(known.locks, ' until it is done')}.`
}

const remarks: Readonly<Record<StatementLocks['basis'], string>> = {
  measured: '',
  refused: '',
  derived: ' (derived, not measured)',
  'partly derived': ' (derived: an earlier statement holds it already)',
}

/** `ACCESS EXCLUSIVE on "A" and "B" and SHARE on "C"` */
function lockNames(locks: readonly RelationLock[]): string {
  const modes = [...new Set(locks.map(({ mode }) => mode))]
  return listed(
    modes.map((mode) => {
      const tables = locks.filter((lock) => lock.mode === mode)
      return `${lockModeName(mode)} on ${tablesOf(tables)}`
    }),
  )
}

function workOf({ duration, rewritten, scanned, locks }: StatementLocks): string {
  if (duration === 'rewrite') {
    return isOnly(rewritten, locks)
      ? 'rewrites the table and its indexes'
      : `rewrites ${listed(rewritten.map(quotedTable))} with all indexes`
  }
  return isOnly(scanned, locks)
    ? 'reads the whole table'
    : `reads the whole of ${listed(scanned.map(quotedTable))}`
}

function isOnly(tables: readonly string[], locks: readonly RelationLock[]): boolean {
  return locks.length === 1 && tables.length === 1 && tables[0] === locks[0]?.relation
}

/** Who waits, and `until` when; what the strongest lock leaves alone may still wait for another. */
function waitingFor(locks: readonly RelationLock[], until: string): string {
  const everything = locks.filter(({ mode }) => blocksReads(mode))
  const onlyWrites = locks.filter(({ mode }) => blocksWrites(mode) && !blocksReads(mode))
  if (everything.length === 0 && onlyWrites.length === 0) {
    return 'reads and writes go on, other schema changes wait'
  }
  if (everything.length === 0) {
    return `writes to ${itOr(onlyWrites)} wait${until}, reads go on`
  }
  if (onlyWrites.length === 0) return `every query on ${itOr(everything)} waits${until}`
  return `every query on ${tablesOf(everything)} waits${until}, and so do writes to ${tablesOf(onlyWrites)}`
}

function itOr(locks: readonly RelationLock[]): string {
  return locks.length === 1 ? 'it' : 'them'
}

function tablesOf(locks: readonly RelationLock[]): string {
  return listed(locks.map(({ relation }) => quotedTable(relation)))
}

/** A statement with other commands takes its lock for all of them. */
function subject(statements: readonly AnalysedStatement[]): string {
  const isMixed = statements.some(
    ({ statement }) => statement.kind === 'parsed' && statement.actions.length > 1,
  )
  return isMixed ? 'The statement takes' : 'Takes'
}
