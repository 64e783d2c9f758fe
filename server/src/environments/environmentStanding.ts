import type { FailureReason } from './connectionFailure.js'
import type { MigrationRow } from './migrationRow.js'
import type { MigrationsStanding } from './standing.js'

/** Where an environment stands: either what was read and when, or why it is not known. */
export type Standing = KnownStanding | UnknownStanding

export type KnownStanding = MigrationsStanding & {
  readonly kind: 'known'
  readonly readAt: Date
  /** What was read, so that a change in the migrations folder needs no second reading. */
  readonly rows: readonly MigrationRow[]
  /** Where the table is; absent when no migration has ever been applied there. */
  readonly tableSchema?: string
  readonly server: ServerFacts
  /** Sessions that hold or wait for the lock of `prisma migrate`: a deploy is under way. */
  readonly migrateLock: readonly LockHolder[]
}

export type UnknownStanding = {
  readonly kind: 'unknown'
  readonly why: UnknownReason
  /** For the user. */
  readonly say: string
  /** SQLSTATE or Node's error code, for the log. */
  readonly code?: string
  /** The last good answer, to be shown with its age and never as the present. */
  readonly lastKnown?: KnownStanding
}

export type UnknownReason =
  | FailureReason
  | 'never-read'
  | 'no-url'
  | 'stale'
  /** `_prisma_migrations` exists, in a schema that the connection does not look into. */
  | 'table-elsewhere'
  /** A table of that name that is not Prisma's. */
  | 'unexpected-table'

export type ServerFacts = {
  /** `18.4 (Debian …)`. */
  readonly version: string
  /** `180004`. */
  readonly versionNumber: number
  readonly user: string
  /** A standby: it can be read, and nothing can be deployed to it. */
  readonly inRecovery: boolean
  /** Absent when the server did not say in time. */
  readonly databaseBytes?: number
}

export type LockHolder = {
  readonly processId: number
  readonly granted: boolean
  /** The rest is absent when the user of this connection may not see other sessions. */
  readonly user?: string
  readonly application?: string
  readonly client?: string
  readonly since?: Date
}
