import type { KnownStanding, Standing } from '../environments/environmentStanding.js'
import type { MigrationStanding } from '../environments/standing.js'
import { describeAge } from '../environments/age.js'
import type {
  EnvironmentReport,
  EnvironmentStandingReport,
  MigrationStandingReport,
} from '../protocol/messages.js'
import type { EnvironmentView } from '../project/environmentService.js'

/** One environment for the sidebar; `uriOf` gives the file of a migration that exists locally. */
export function environmentReport(
  { environment, target, refreshing, standing }: EnvironmentView,
  uriOf: (migration: string) => string | undefined,
  now: Date,
): EnvironmentReport {
  return {
    name: environment.name,
    protected: environment.protected,
    urlEnv: environment.urlEnv,
    ...(target === undefined ? {} : { target }),
    refreshing,
    standing: standingReport(standing, uriOf, now),
  }
}

/** `2 behind, 1 failed`: what keeps the environment from being in sync, in one line. */
export function summaryOf({ counts, behind, inSync }: KnownStanding): string {
  if (inSync) return `up to date, ${counts.applied} applied`
  const parts = [
    [behind, 'behind'],
    [counts.failed, 'failed'],
    [counts.editedAfterApply, 'edited after apply'],
    [counts.missingLocally, 'missing locally'],
    [counts.unreadableLocally, 'unreadable'],
    [counts.outOfOrder, 'out of order'],
  ] as const
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ')
}

function standingReport(
  standing: Standing,
  uriOf: (migration: string) => string | undefined,
  now: Date,
): EnvironmentStandingReport {
  if (standing.kind === 'unknown') {
    const { why, say, lastKnown } = standing
    return {
      kind: 'unknown',
      why,
      say,
      ...(lastKnown === undefined
        ? {}
        : { lastKnown: { readAt: lastKnown.readAt.toISOString(), summary: summaryOf(lastKnown) } }),
    }
  }
  const holders = standing.migrateLock.filter((holder) => holder.granted)
  return {
    kind: 'known',
    readAt: standing.readAt.toISOString(),
    server: `PostgreSQL ${standing.server.version}`,
    ...(standing.server.databaseBytes === undefined
      ? {}
      : { databaseBytes: standing.server.databaseBytes }),
    inSync: standing.inSync,
    behind: standing.behind,
    summary: summaryOf(standing),
    migrations: standing.migrations.map((migration) => migrationReport(migration, uriOf, now)),
    ...(holders.length === 0 ? {} : { deployUnderWay: deployWords(holders) }),
  }
}

function migrationReport(
  migration: MigrationStanding,
  uriOf: (migration: string) => string | undefined,
  now: Date,
): MigrationStandingReport {
  const uri = uriOf(migration.name)
  return {
    name: migration.name,
    state: migration.state,
    outOfOrder: 'outOfOrder' in migration && migration.outOfOrder,
    say: sayOf(migration, now),
    ...(uri === undefined ? {} : { uri }),
  }
}

function sayOf(migration: MigrationStanding, now: Date): string {
  switch (migration.state) {
    case 'applied': {
      const twice =
        migration.duplicates > 0 ? ` It is recorded ${migration.duplicates + 1} times.` : ''
      return `Applied ${describeAge(migration.appliedAt, now)}.${twice}`
    }
    case 'pending':
      return `Not applied yet: the next deploy runs it.${late(migration.outOfOrder)}`
    case 'rolledBack':
      return `Rolled back ${describeAge(migration.rolledBackAt, now)}: the next deploy runs it again.${late(migration.outOfOrder)}`
    case 'failed': {
      const logs =
        migration.logs === undefined ? '' : ` The server said: ${firstLines(migration.logs)}`
      return `Failed ${describeAge(migration.startedAt, now)}. Every deploy stops here until it is resolved.${logs}`
    }
    case 'editedAfterApply':
      return (
        `The file has changed since it was applied ${describeAge(migration.appliedAt, now)}. ` +
        `Applied checksum ${migration.appliedChecksum.slice(0, 12)}…, file ${migration.localChecksum.slice(0, 12)}…`
      )
    case 'missingLocally':
      return `Applied ${describeAge(migration.appliedAt, now)}, and there is no folder of this name here.`
    case 'unreadableLocally':
      return `Its file cannot be read, so it can be neither compared nor applied.`
    default:
      return migration satisfies never
  }
}

function late(outOfOrder: boolean): string {
  return outOfOrder ? ' It is older than a migration that is applied already.' : ''
}

function firstLines(logs: string): string {
  const lines = logs.trim().split('\n').slice(0, 3).join(' ')
  return lines.length > 300 ? `${lines.slice(0, 300)}…` : lines
}

function deployWords(holders: KnownStanding['migrateLock']): string {
  const [first] = holders
  const who = first?.application ?? first?.user
  return `A deploy is under way: session ${first?.processId ?? '?'}${who === undefined ? '' : ` of ${who}`} holds the lock of prisma migrate.`
}
