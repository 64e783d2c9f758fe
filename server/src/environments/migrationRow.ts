/** One row of `_prisma_migrations`: one attempt to apply a migration. A name can have several. */
export type MigrationRow = {
  readonly id: string
  readonly name: string
  readonly checksum: string
  readonly startedAt: Date
  readonly finishedAt?: Date
  readonly rolledBackAt?: Date
  /** What Prisma noted of a failure; absent when empty. */
  readonly logs?: string
  readonly appliedStepsCount: number
}

/** What Prisma makes of one attempt (prisma-engines, `apply_migrations.rs`). */
export type AttemptState = 'applied' | 'failed' | 'rolledBack'

/** A rollback mark beats all else; an attempt that never ended is a failed one. */
export function attemptState(row: MigrationRow): AttemptState {
  if (row.rolledBackAt) return 'rolledBack'
  return row.finishedAt ? 'applied' : 'failed'
}
