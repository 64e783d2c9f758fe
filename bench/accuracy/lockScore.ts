import path from 'node:path'
import type { CheckReport, ReportedStatement } from '../../server/src/protocol/checkReport.js'
import type { BenchProject } from '../benchProject.js'
import { fenceChecks, type FenceCheck, type Tools } from './peers.js'
import { strengthOf } from './readRelations.js'
import type { ObservedMigration, ObservedStatement } from './serverTruth.js'

/** What a tool says of a statement, about relations that were there before its file. */
type Claim = {
  /** Of all relations that it names. */
  readonly strongest: string | undefined
  readonly isNamed: (relation: string) => boolean
  readonly rewrites: readonly string[] | undefined
}

export type LockScore = Record<string, string>

type Score = { readonly row: LockScore; readonly wrong: readonly string[] }

/** One row for each tool that names locks: Concertina and pgfence; squawk names none. */
export async function lockRows(
  project: BenchProject,
  truth: readonly ObservedMigration[],
  report: CheckReport,
  { pgfence }: Tools,
): Promise<readonly Score[]> {
  const own = scoreOf('concertina', project.name, truth, (migration, index, observed) =>
    ownClaim(statementIn(report, migration, index), observed),
  )
  if (pgfence === undefined) return [own]
  const files = truth.map(({ name }) => fileOf(name))
  const checks = await fenceChecks(pgfence, files, project.folder)
  const of = (migration: ObservedMigration, statement: string) =>
    checks.filter(
      (check) =>
        path.normalize(check.file).endsWith(fileOf(migration.name)) &&
        isStatement(check.statement, statement),
    )
  const theirs = scoreOf('pgfence', project.name, truth, (migration, _, { text }) =>
    fenceClaim(of(migration, text)),
  )
  return [own, { ...theirs, wrong: [] }]
}

export function fileOf(migration: string): string {
  return path.join('prisma', 'migrations', migration, 'migration.sql')
}

/** pgfence repeats a statement with the comments before it. */
export function isStatement(repeated: string, statement: string): boolean {
  return normal(repeated).endsWith(normal(statement))
}

export function normal(sql: string): string {
  return sql.replaceAll(/\s+/g, ' ').trim()
}

function scoreOf(
  tool: string,
  project: string,
  truth: readonly ObservedMigration[],
  claimOf: (migration: ObservedMigration, index: number, statement: ObservedStatement) => Claim,
): Score {
  const count = { locking: 0, right: 0, others: 0, named: 0, rewrites: 0, missed: 0, invented: 0 }
  const wrong: string[] = []
  for (const migration of truth) {
    for (const [index, observed] of migration.statements.entries()) {
      if (observed.outcome === 'failed') continue
      const claim = claimOf(migration, index, observed)
      const says = (what: string) =>
        wrong.push(`${tool}, ${project}, ${migration.name}, statement ${index + 1}: ${what}`)
      const locks = [...observed.locks].filter(([, mode]) => isLocking(mode))
      if (locks.length > 0) {
        count.locking += 1
        const [strongest] = locks.map(([, mode]) => mode).toSorted(byStrength)
        if (strengthOf(claim.strongest) === strengthOf(strongest)) count.right += 1
        else says(`${strongest} is taken, ${claim.strongest ?? 'no lock'} is said`)
        for (const [relation] of locks.toSorted(byPlaceIn(observed.text)).slice(1)) {
          count.others += 1
          if (claim.isNamed(relation)) count.named += 1
          else says(`the lock on ${relation} is not named`)
        }
      }
      if (claim.rewrites === undefined) continue
      const missed = observed.rewrites.filter((name) => claim.rewrites?.includes(name) !== true)
      const invented = claim.rewrites.filter((name) => !observed.rewrites.includes(name))
      count.rewrites += observed.rewrites.length
      count.missed += missed.length
      count.invented += invented.length
      for (const name of missed) says(`the rewrite of ${name} is missed`)
      for (const name of invented) says(`a rewrite of ${name} is invented`)
    }
  }
  const share =
    count.locking === 0 ? '' : ` (${((100 * count.right) / count.locking).toFixed(2)} %)`
  const hasRewrites = tool === 'concertina'
  const failed = truth.flatMap(({ statements }) => statements).filter(isFailed).length
  return {
    row: {
      Tool: tool,
      Project: project,
      'Locking statements': `${count.locking}`,
      'Right strongest mode': `${count.right}${share}`,
      'Locks on other relations': `${count.others}`,
      Named: `${count.named}`,
      Rewrites: hasRewrites ? `${count.rewrites}` : '',
      Missed: hasRewrites ? `${count.missed}` : '',
      Invented: hasRewrites ? `${count.invented}` : '',
      'Not executed': `${failed}`,
    },
    wrong,
  }
}

const isFailed = ({ outcome }: ObservedStatement) => outcome === 'failed'

/** ROW SHARE and above: ACCESS SHARE is what every query takes. */
function isLocking(mode: string): boolean {
  return strengthOf(mode) > strengthOf('AccessShareLock')
}

function byStrength(left: string, right: string): number {
  return strengthOf(right) - strengthOf(left)
}

/** The relation that the statement names first is the one that it is about. */
function byPlaceIn(text: string) {
  const place = ([relation]: readonly [string, string]) => {
    const found = text.indexOf(bare(relation))
    return found < 0 ? Infinity : found
  }
  return (left: readonly [string, string], right: readonly [string, string]) =>
    Math.sign(place(left) - place(right)) || 0
}

const bare = (relation: string) => relation.slice(relation.indexOf('.') + 1)

function statementIn(report: CheckReport, { name }: ObservedMigration, index: number) {
  return report.migrations.find((migration) => migration.name === name)?.statements[index]
}

/** Indexes, sequences and the tables of the same file are left out, as they are of the truth. */
function ownClaim(statement: ReportedStatement | undefined, observed: ObservedStatement): Claim {
  if (statement === undefined) {
    return { strongest: undefined, isNamed: () => false, rewrites: [] }
  }
  if (statement.sql !== observed.text) throw new Error(`Statements differ: ${observed.text}`)
  const locks = statement.locks.filter(({ relation }) => observed.old.has(relation))
  const [strongest] = locks.map(({ mode }) => mode).toSorted(byStrength)
  return {
    strongest,
    isNamed: (relation) =>
      locks.some(
        (lock) => lock.relation === relation && lock.mode === observed.locks.get(relation),
      ),
    rewrites: statement.rewrites.filter((name) => observed.old.has(name)),
  }
}

function fenceClaim(checks: readonly FenceCheck[]): Claim {
  const [strongest] = checks.map(({ mode }) => manualMode(mode)).toSorted(byStrength)
  return {
    strongest,
    isNamed: (relation) =>
      checks.some(
        ({ table, message }) => table === bare(relation) || message.includes(`"${bare(relation)}"`),
      ),
    rewrites: undefined,
  }
}

/** `ACCESS EXCLUSIVE` as pg_locks writes it: `AccessExclusiveLock`. */
function manualMode(mode: string): string {
  const words = mode.toLowerCase().split(/[ _]+/)
  return `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}Lock`
}
