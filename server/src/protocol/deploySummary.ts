import type { Severity } from './finding.js'
import type { ReportedExecution } from './checkReport.js'

/**
 * What `concertina summary --format json` prints: what the next deploy does, migration by
 * migration. Fields are only ever added within version 1.
 */
export type DeploySummary = {
  readonly version: 1
  readonly project: { readonly root: string; readonly name: string; readonly prisma: string }
  /** One line: how much runs, and what it means. */
  readonly say: string
  readonly environments: readonly SummarisedEnvironment[]
  /** In the order in which they run. */
  readonly migrations: readonly MigrationSummary[]
  /** The change in schema.prisma for which there is no migration yet; no deploy runs it. */
  readonly pending?: ScriptSummary
  readonly recommendations: readonly string[]
  /** Why something could not be summarised, a sentence each. */
  readonly problems: readonly string[]
}

export type SummarisedEnvironment = {
  readonly name: string
  readonly protected: boolean
} & (
  | {
      readonly kind: 'known'
      readonly readAt: string
      readonly server: string
      /** The migrations that its next deploy runs. */
      readonly open: readonly string[]
      /** Migrations at which every deploy stops there. */
      readonly failed: readonly string[]
    }
  | { readonly kind: 'unknown'; readonly say: string }
)

export type MigrationSummary = ScriptSummary & {
  readonly name: string
  readonly file: string
  /** Names of the environments in which it is open; absent where none is known. */
  readonly environments?: readonly string[]
}

export type ScriptSummary = {
  readonly execution: ReportedExecution
  /** How Prisma sends it, as a sentence. */
  readonly executionSay: string
  readonly transactions: readonly SummarisedTransaction[]
  readonly steps: readonly SummarisedStep[]
  /** Where a failure leaves the database between, a sentence each. */
  readonly halfApplied: readonly string[]
  readonly change: 'additive' | 'neutral' | 'breaking' | 'unknown'
  /** The running version of the application behind the migration. */
  readonly oldCode: Compatibility
  /** The next version of the application before the migration, or where it was taken back. */
  readonly newCode: Compatibility
  readonly rollback: RollbackSummary
  readonly risks: readonly SummarisedRisk[]
}

export type Compatibility = {
  readonly works: 'yes' | 'no' | 'unknown'
  /** Why not, or why nobody knows. */
  readonly why: readonly string[]
}

export type RollbackSummary = {
  readonly complexity: 'none' | 'simple' | 'loses new data' | 'hard' | 'needs a backup'
  readonly why: readonly string[]
}

/** Statements that succeed or fail together; numbers count from 1 within the file. */
export type SummarisedTransaction = {
  readonly first: number
  readonly last: number
  /** The strongest lock on each table that existed before, strongest first. */
  readonly locks: readonly SummarisedLock[]
}

export type SummarisedLock = {
  readonly table: string
  readonly mode: string
  readonly waits: 'reads and writes' | 'writes' | 'nobody'
}

export type SummarisedStep = {
  readonly number: number
  readonly line: number
  readonly sql: string
  /** Number of its transaction, from 1. */
  readonly transaction: number
  readonly locks: readonly SummarisedLock[]
  readonly work: 'brief' | 'scan' | 'index build' | 'rewrite' | 'unknown'
  readonly basis: 'measured' | 'partly derived' | 'derived' | 'refused' | 'not checked'
  /** Why it was not checked, or what PostgreSQL says against it. */
  readonly why?: string
  /** One for each environment whose table was measured; empty where none was. */
  readonly estimates: readonly { readonly environment: string; readonly say: string }[]
}

export type SummarisedRisk = {
  readonly rule: string
  readonly severity: Severity
  readonly step: number
  readonly message: string
  /** What to do: the end of the message. */
  readonly advice: string
}
