import type { SqlFailure, StatementTrace } from './trace.js'

/**
 * How Prisma sends a migration file to the server: `batch` = the whole file as one simple query,
 * which PostgreSQL runs in one implicit transaction (Prisma up to 7.3, and later when its SQL
 * parser cannot read a statement); `split` = every statement by itself (Prisma 7.4 and later).
 */
export type ExecutionModel = 'batch' | 'split'

/** A statement of the history that the in-process PostgreSQL could not execute. */
export type ReplayFailure = {
  readonly migration: string
  /** Span in the migration's text, UTF-16 units. */
  readonly start: number
  readonly end: number
  /** Line in the file, from 1. */
  readonly line: number
  readonly failure: SqlFailure
  /** For the user: what it means for the analysis. */
  readonly say: string
}

/** A file that failed as one transaction and went through statement by statement. */
export type BatchFailure = { readonly migration: string; readonly failure: SqlFailure }

export type ReplayReport = {
  readonly migrations: number
  readonly failures: readonly ReplayFailure[]
  readonly batchFailures: readonly BatchFailure[]
  /** Roles that GRANT or OWNER TO named and that were made without rights so that the replay could go on. */
  readonly madeRoles: readonly string[]
  /** Where the database came from: a full replay, part of one, or the cache on disk. */
  readonly source: 'replayed' | 'extended' | 'cached'
  readonly replayed: number
  readonly durationMs: number
  readonly postgres: string
}

/** The traces of one migration, in the order of its statements. */
export type MigrationTrace = {
  readonly migration: string
  readonly statements: readonly StatementTrace[]
}
