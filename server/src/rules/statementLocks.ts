import { blocksReads, blocksWrites, lockModeName, lockStrength } from '../engine/lockMode.js'
import type { RelationLock } from '../engine/trace.js'
import type { FindingFacts, Hurt } from '../protocol/finding.js'
import { noWork, type Work } from './evidence.js'
import { knownWork, type KnownWork } from './knownWork.js'
import { remembered } from './remembered.js'
import type { AnalysedStatement } from './script.js'
import { together } from './sheet/work.js'

/** What lasts while the locks are held; `brief` is work on the catalogue only. */
export type LockDuration = 'brief' | 'scan' | 'index build' | 'rewrite'

/** The locks of statements that somebody can notice: none on tables that nobody uses yet. */
export type StatementLocks = {
  /** Strongest first. */
  readonly locks: readonly RelationLock[]
  readonly duration: LockDuration
  readonly rewritten: readonly string[]
  readonly scanned: readonly string[]
  /** `partly derived`: measured, but a lock is hidden behind that of an earlier statement. */
  readonly basis: KnownWork['basis'] | 'partly derived'
}

/** Of several statements: what they take together. */
export function locksOf(...statements: readonly AnalysedStatement[]): StatementLocks {
  const [first] = statements
  return first !== undefined && statements.length === 1 ? locksOfOne(first) : locksOfAll(statements)
}

const locksOfOne = remembered((statement: AnalysedStatement) => locksOfAll([statement]))

function locksOfAll(statements: readonly AnalysedStatement[]): StatementLocks {
  const { locks, rewrites, scans } = statements.map(noticed).reduce(together, noWork)
  const buildsIndex = statements.some(
    ({ statement }) =>
      statement.kind === 'parsed' && statement.actions.some(({ kind }) => kind === 'createIndex'),
  )
  const scanDuration = buildsIndex ? 'index build' : 'scan'
  return {
    locks: locks.toSorted((left, right) => lockStrength(right.mode) - lockStrength(left.mode)),
    duration: rewrites.length > 0 ? 'rewrite' : scans.length > 0 ? scanDuration : 'brief',
    rewritten: rewrites,
    scanned: scans,
    basis: statements.map(basisOf).reduce(weaker, 'measured'),
  }
}

/** Who is hurt by the locks themselves: nobody in particular when they are brief. */
export function hurtByLocks(...statements: readonly AnalysedStatement[]): readonly Hurt[] {
  const { locks, duration } = locksOf(...statements)
  if (duration === 'brief') return []
  const reads: readonly Hurt[] = locks.some(({ mode }) => blocksReads(mode)) ? ['readers'] : []
  const writes: readonly Hurt[] = locks.some(({ mode }) => blocksWrites(mode)) ? ['writers'] : []
  return [...reads, ...writes]
}

/** `{ locks: ["ACCESS EXCLUSIVE on public.User"], work: "scan", basis: "measured" }` */
export function lockFacts(...statements: readonly AnalysedStatement[]): FindingFacts {
  const { locks, duration, basis } = locksOf(...statements)
  return {
    locks: locks.map(({ relation, mode }) => `${lockModeName(mode)} on ${relation}`),
    work: duration,
    basis,
  }
}

function noticed(analysed: AnalysedStatement): Work {
  const work = knownWork(analysed)
  const isUsed = (relation: string) => !analysed.newTables.has(relation)
  return {
    locks: work.locks
      .filter(({ relation, kind }) => (kind === 'table' || kind === 'view') && isUsed(relation))
      .filter(({ mode }) => noticeable <= lockStrength(mode)),
    rewrites: work.rewrites.filter(isUsed),
    indexRebuilds: work.indexRebuilds,
    scans: work.scans.filter(isUsed),
  }
}

/** Locks below that let everything but other DDL and VACUUM go on. */
const noticeable = lockStrength('ShareUpdateExclusiveLock')

function basisOf(analysed: AnalysedStatement): StatementLocks['basis'] {
  const { evidence } = analysed
  if (evidence.kind !== 'measured') return knownWork(analysed).basis
  const isHidden = noticed(analysed).locks.some(({ relation }) =>
    evidence.derivedLocks.includes(relation),
  )
  return isHidden ? 'partly derived' : 'measured'
}

function weaker(
  left: StatementLocks['basis'],
  right: StatementLocks['basis'],
): StatementLocks['basis'] {
  return fromWeakest.find((basis) => basis === left || basis === right) ?? left
}

const fromWeakest = ['refused', 'derived', 'partly derived', 'measured'] as const
