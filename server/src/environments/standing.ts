import { checksumsThatPrismaAccepts, type Sha256 } from '../migrations/checksum.js'
import { lockFileName } from '../migrations/lockFile.js'
import type { Migration, MigrationHistory } from '../migrations/migration.js'
import { compareMigrationNames } from '../migrations/migrationOrder.js'
import { attemptState, type MigrationRow } from './migrationRow.js'

/**
 * One migration in one environment. `rows` are its attempts, oldest first; more than one is usual
 * after a failure, and worth a look (`duplicates`) when several of them count as applied.
 */
export type MigrationStanding = {
  readonly name: string
  readonly rows: readonly MigrationRow[]
} & (
  | { readonly state: 'applied'; readonly appliedAt: Date; readonly duplicates: number }
  /** The text has changed since it was applied. Only `migrate dev` complains; nothing repairs it. */
  | {
      readonly state: 'editedAfterApply'
      readonly appliedAt: Date
      readonly duplicates: number
      readonly appliedChecksum: string
      readonly localChecksum: string
    }
  /** `outOfOrder`: older than a migration that is applied already; Prisma applies it silently. */
  | { readonly state: 'pending'; readonly outOfOrder: boolean }
  /** Marked as rolled back and not applied since: the next deploy runs it again. */
  | { readonly state: 'rolledBack'; readonly outOfOrder: boolean; readonly rolledBackAt: Date }
  /** Every deploy stops here (P3009) until it is resolved. `local`: its folder exists. */
  | {
      readonly state: 'failed'
      readonly startedAt: Date
      readonly logs?: string
      readonly appliedStepsCount: number
      readonly local: boolean
    }
  /** Applied, and no folder of this name: another branch, a squash, a renamed folder. */
  | { readonly state: 'missingLocally'; readonly appliedAt: Date }
  /** The folder is there and its file cannot be read, so it cannot be compared or applied (P3015). */
  | { readonly state: 'unreadableLocally'; readonly applied: boolean }
)

export type StandingCounts = Readonly<Record<MigrationStanding['state'] | 'outOfOrder', number>>

export type MigrationsStanding = {
  /** Every migration of the folder and of the table, in the order of their names. */
  readonly migrations: readonly MigrationStanding[]
  readonly counts: StandingCounts
  /** What the next deploy would run: pending, rolled back, and unreadable ones not applied. */
  readonly behind: number
  /** Nothing to deploy, nothing failed, edited, missing or unreadable. */
  readonly inSync: boolean
}

/**
 * Where a database stands, from the rows of its `_prisma_migrations` and the migrations folder. No
 * state hides another: a failed migration stays failed when a later attempt went through, as it does
 * for Prisma, and every migration appears once.
 */
export function standingOf(
  history: MigrationHistory,
  rows: readonly MigrationRow[],
  sha256: Sha256,
): MigrationsStanding {
  const rowsByName = new Map<string, MigrationRow[]>()
  for (const row of rows.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime())) {
    rowsByName.set(row.name, [...(rowsByName.get(row.name) ?? []), row])
  }
  const local = new Map(history.migrations.map((migration) => [migration.name, migration]))
  const unreadable = new Set(
    history.problems
      .filter(({ kind }) => kind === 'missing-file' || kind === 'unreadable-file')
      .map(({ name }) => name)
      .filter((name) => name !== lockFileName),
  )
  const names = new Set([...local.keys(), ...unreadable, ...namesThatCount(rowsByName)])
  const lastApplied = lastAppliedName(rowsByName)

  const migrations = [...names].toSorted(compareMigrationNames).map((name): MigrationStanding => {
    const own = rowsByName.get(name) ?? []
    const migration = local.get(name)
    const failed = own.findLast((row) => attemptState(row) === 'failed')
    if (failed) return failedStanding(name, own, failed, migration !== undefined)
    if (unreadable.has(name)) {
      const applied = own.some((row) => attemptState(row) === 'applied')
      return { name, rows: own, state: 'unreadableLocally', applied }
    }
    const outOfOrder = lastApplied !== undefined && compareMigrationNames(name, lastApplied) < 0
    return standingOfMigration(name, own, migration, outOfOrder, sha256)
  })
  return summary(migrations)
}

/** A row that was rolled back and has no folder is the past: nothing runs, nothing is missing. */
function namesThatCount(rowsByName: ReadonlyMap<string, readonly MigrationRow[]>): string[] {
  return [...rowsByName]
    .filter(([, rows]) => rows.some((row) => attemptState(row) !== 'rolledBack'))
    .map(([name]) => name)
}

function lastAppliedName(
  rowsByName: ReadonlyMap<string, readonly MigrationRow[]>,
): string | undefined {
  return [...rowsByName]
    .filter(([, rows]) => rows.some((row) => attemptState(row) === 'applied'))
    .map(([name]) => name)
    .toSorted(compareMigrationNames)
    .at(-1)
}

function failedStanding(
  name: string,
  rows: readonly MigrationRow[],
  failed: MigrationRow,
  local: boolean,
): MigrationStanding {
  const { startedAt, appliedStepsCount, logs } = failed
  const noted = logs === undefined ? {} : { logs }
  return { name, rows, state: 'failed', startedAt, appliedStepsCount, local, ...noted }
}

function standingOfMigration(
  name: string,
  rows: readonly MigrationRow[],
  migration: Migration | undefined,
  outOfOrder: boolean,
  sha256: Sha256,
): MigrationStanding {
  const applied = rows.filter((row) => attemptState(row) === 'applied')
  const row = applied.at(-1)
  const appliedAt = row?.finishedAt
  if (!row || !appliedAt) {
    const rolledBackAt = rows.at(-1)?.rolledBackAt
    return rolledBackAt
      ? { name, rows, state: 'rolledBack', outOfOrder, rolledBackAt }
      : { name, rows, state: 'pending', outOfOrder }
  }
  if (!migration) return { name, rows, state: 'missingLocally', appliedAt }
  const duplicates = applied.length - 1
  if (isUnedited(row, migration, sha256)) {
    return { name, rows, state: 'applied', appliedAt, duplicates }
  }
  return {
    name,
    rows,
    state: 'editedAfterApply',
    appliedAt,
    duplicates,
    appliedChecksum: row.checksum,
    localChecksum: migration.checksum,
  }
}

/** Hashes anew only when the plain comparison fails: the usual case costs nothing. */
function isUnedited(row: MigrationRow, migration: Migration, sha256: Sha256): boolean {
  return (
    row.checksum === migration.checksum ||
    checksumsThatPrismaAccepts(migration.text, sha256).includes(row.checksum)
  )
}

function summary(migrations: readonly MigrationStanding[]): MigrationsStanding {
  const count = (state: MigrationStanding['state']) =>
    migrations.filter((migration) => migration.state === state).length
  const counts: StandingCounts = {
    applied: count('applied'),
    editedAfterApply: count('editedAfterApply'),
    pending: count('pending'),
    rolledBack: count('rolledBack'),
    failed: count('failed'),
    missingLocally: count('missingLocally'),
    unreadableLocally: count('unreadableLocally'),
    outOfOrder: migrations.filter((one) => 'outOfOrder' in one && one.outOfOrder).length,
  }
  const unreadable = migrations.filter((one) => one.state === 'unreadableLocally' && !one.applied)
  return {
    migrations,
    counts,
    behind: counts.pending + counts.rolledBack + unreadable.length,
    inSync: counts.applied === migrations.length,
  }
}
