import type { MigrationHistory } from './migration.js'
import { timestampOf } from './migrationOrder.js'
import { migrationSlug } from './migrationSlug.js'

/**
 * The folder's name as `prisma migrate dev --name` makes it: UTC time and the name as a slug.
 * Without a single usable character in the name it is the time alone, as from engine 7 on.
 */
export function migrationFolderName(at: Date, name: string): string {
  const slug = migrationSlug(name)
  return slug === '' ? timestampDigits(at) : `${timestampDigits(at)}_${slug}`
}

/**
 * The time to put into the next folder's name: now, or one second after the last timestamp of the
 * history when that lies ahead (a clock that is wrong, a folder dated by hand), so that the new
 * migration always runs last. Impossible dates such as month 13 are followed as the calendar rolls.
 */
export function nextTimestamp(history: MigrationHistory, now: Date): Date {
  const last = history.migrations
    .map((migration) => timestampOf(migration.name) ?? '')
    .reduce((latest, digits) => (digits > latest ? digits : latest), '')
  return last < timestampDigits(now) ? now : new Date(timeOf(last) + 1000)
}

/**
 * Times for `count` new folders, a second apart, that run behind this migration and before the one
 * that follows it; undefined where there is no room between the two.
 */
export function timestampsAfter(
  history: MigrationHistory,
  name: string,
  count: number,
  now: Date,
): readonly Date[] | undefined {
  const index = history.migrations.findIndex((migration) => migration.name === name)
  const next = history.migrations[index + 1]
  const own = timestampOf(name)
  if (next !== undefined && own === undefined) return undefined
  const first =
    next === undefined || own === undefined
      ? nextTimestamp(history, now).getTime()
      : timeOf(own) + 1000
  const times = Array.from({ length: count }, (_, place) => new Date(first + place * 1000))
  const last = times.at(-1)
  const isRoom =
    next === undefined ||
    last === undefined ||
    timestampDigits(last) < (timestampOf(next.name) ?? '')
  return isRoom ? times : undefined
}

/** `YYYYMMDDHHMMSS` in UTC. */
export function timestampDigits(at: Date): string {
  return at.toISOString().replace(/\D/g, '').slice(0, 14)
}

function timeOf(digits: string): number {
  const [year, month, day, hour, minute, second] = [0, 4, 6, 8, 10, 12].map((from) =>
    Number(digits.slice(from, from === 0 ? 4 : from + 2)),
  ) as [number, number, number, number, number, number]
  return Date.UTC(year, month - 1, day, hour, minute, second)
}
