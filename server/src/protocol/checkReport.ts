import type { Range } from '../text/range.js'
import type { ReportedFinding } from './finding.js'

/** What `concertina check --format json` prints. Fields are only ever added within version 1. */
export type CheckReport = {
  readonly version: 1
  readonly project: ReportedProject
  readonly pending: {
    readonly sql: string
    readonly statements: readonly ReportedStatement[]
    readonly execution?: ReportedExecution
  }
  /** What the committed schema already differed by, before the change under the user's hands. */
  readonly drift: { readonly sql: string }
  readonly migrations: readonly ReportedMigration[]
  readonly findings: readonly ReportedFinding[]
  readonly coverage: {
    readonly statements: number
    readonly analysed: number
    /** Findings that comments or concertina.json take out. */
    readonly suppressed: number
  }
  /** What could not be done, for people: unreplayable statements, a schema that does not parse. */
  readonly problems: readonly ReportedProblem[]
}

export type ReportedProject = {
  readonly root: string
  readonly schema: readonly string[]
  readonly migrations: string
  readonly prisma: string
  /** The in-process PostgreSQL that executed everything. */
  readonly postgres: string
  /** The PostgreSQL that migrations are judged for: its major version, and who says so. */
  readonly judgedFor: {
    readonly postgres: number
    readonly basis: 'file' | 'server' | 'assumed'
    readonly say: string
    /** concertina.json and a server differ. */
    readonly differs: boolean
  }
  readonly replayed: { readonly migrations: number; readonly failures: number }
}

export type ReportedMigration = {
  readonly name: string
  readonly file: string
  readonly statements: readonly ReportedStatement[]
  readonly execution: ReportedExecution
}

/**
 * How the project's Prisma sends the file: `batch` as one transaction, `split` statement by
 * statement. With `fallback` it splits other files: its parser cannot read this one, at the
 * statement of that number.
 */
export type ReportedExecution = {
  readonly model: 'batch' | 'split'
  readonly fallback?: { readonly statement?: number; readonly reason: string }
}

export type ReportedStatement = {
  readonly sql: string
  readonly range: Range
  readonly locks: readonly { readonly relation: string; readonly mode: string }[]
  readonly rewrites: readonly string[]
  readonly scans: readonly string[]
  readonly analysed: boolean
  /** How the locks are known; absent when they are not. */
  readonly basis?: 'measured' | 'derived'
  /** Why it was not analysed, for people. */
  readonly why?: string
}

export type ReportedProblem = {
  readonly file: string
  readonly range: Range
  readonly message: string
}
