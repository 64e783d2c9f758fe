import { lockFileName } from './lockFile.js'
import type { MigrationProblem } from './migration.js'
import { namesThatMoveBetweenVersions, timestampOf } from './migrationOrder.js'

/** What is wrong with the folders' names alone. Expects them in Prisma's order. */
export function problemsOfNames(names: readonly string[]): readonly MigrationProblem[] {
  return [...duplicateTimestamps(names), ...oddNames(names)]
}

/** Prisma refuses every command when the lock file names another provider (P3019). */
export function problemsOfProvider(
  lock: { readonly kind: 'text' | 'missing' | 'unreadable' },
  provider: string | undefined,
): readonly MigrationProblem[] {
  if (lock.kind === 'missing') return []
  if (provider === 'postgresql' || provider === 'postgres') return []
  const name = lockFileName
  if (lock.kind === 'unreadable' || provider === undefined) {
    const say = `${name} holds no single readable provider, so Prisma cannot tell which database these migrations are for. Restore the line provider = "postgresql".`
    return [{ name, kind: lock.kind === 'unreadable' ? 'unreadable-file' : 'wrong-provider', say }]
  }
  const say = `${name} says that these migrations are for ${provider}. Concertina reads PostgreSQL only, and Prisma refuses them on PostgreSQL (P3019).`
  return [{ name, kind: 'wrong-provider', say }]
}

/** Prisma stops every command at a folder whose script it cannot read (P3015). */
export function unusableFolder(name: string, file: 'missing' | 'unreadable'): MigrationProblem {
  return file === 'missing'
    ? {
        name,
        kind: 'missing-file',
        say: `The folder "${name}" has no migration.sql. Prisma takes every folder here for a migration and stops at this one (P3015). Restore the file, or move the folder out of the migrations folder.`,
      }
    : {
        name,
        kind: 'unreadable-file',
        say: `migration.sql in "${name}" cannot be read, so nothing is known of this migration. Check the file's permissions.`,
      }
}

function duplicateTimestamps(names: readonly string[]): readonly MigrationProblem[] {
  const sharing = new Map<string, string[]>()
  for (const name of names) {
    const timestamp = timestampOf(name)
    if (timestamp !== undefined) sharing.set(timestamp, [...(sharing.get(timestamp) ?? []), name])
  }
  return [...sharing.values()].flatMap((group) =>
    group.length < 2 ? [] : group.map((name) => duplicateTimestamp(name, group)),
  )
}

function duplicateTimestamp(name: string, group: readonly string[]): MigrationProblem {
  const [twin, ...others] = group.filter((other) => other !== name)
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  const say = `"${name}" has the timestamp of "${twin}"${more}, so only the rest of the name decides which runs first.`
  return { name, kind: 'duplicate-timestamp', say }
}

function oddNames(names: readonly string[]): readonly MigrationProblem[] {
  const moving = namesThatMoveBetweenVersions(names)
  return names.flatMap((name) => {
    if (moving.has(name)) {
      const say = `"${name}" sorts differently in Prisma 7 (by language) and in Prisma 5 and 6 (by bytes), so its place in the order depends on the version.`
      return [{ name, kind: 'odd-name' as const, say }]
    }
    if (!/^\d/.test(name)) {
      const say = `"${name}" does not begin with a timestamp, so it runs after all migrations that do, also those written later.`
      return [{ name, kind: 'odd-name' as const, say }]
    }
    return []
  })
}
