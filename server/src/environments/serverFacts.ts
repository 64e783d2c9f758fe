import type { ReadOnlySession } from './connection.js'
import type { LockHolder, ServerFacts } from './environmentStanding.js'

/** The advisory lock that every `prisma migrate` command takes (prisma-engines, SQL connector). */
export const prismaMigrateLock = 72_707_369

export async function readServer(session: ReadOnlySession): Promise<ServerFacts> {
  const [row] = await session.query<{
    readonly version: string
    readonly version_number: number
    readonly user_name: string
    readonly in_recovery: boolean
  }>(
    `SELECT pg_catalog.current_setting('server_version') AS version,
            pg_catalog.current_setting('server_version_num')::int AS version_number,
            current_user::text AS user_name,
            pg_catalog.pg_is_in_recovery() AS in_recovery`,
  )
  if (!row) throw new Error('A SELECT without FROM returned no row.')
  return {
    version: row.version,
    versionNumber: row.version_number,
    user: row.user_name,
    inRecovery: row.in_recovery,
  }
}

/** Who holds Prisma's advisory lock in this database, and who waits for it, in that order. */
export async function readMigrateLock(session: ReadOnlySession): Promise<readonly LockHolder[]> {
  // A lock on one bigint stands in pg_locks as its two halves, with objsubid 1 (manual, 53.13).
  const rows = await session.query<{
    readonly pid: number
    readonly granted: boolean
    readonly user_name: string | null
    readonly application_name: string | null
    readonly client: string | null
    readonly since: Date | null
  }>(
    `SELECT l.pid, l.granted, a.usename::text AS user_name, a.application_name,
            pg_catalog.host(a.client_addr) AS client, a.state_change AS since
       FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.classid = 0 AND l.objid = $1 AND l.objsubid = 1
        AND l.database = (SELECT oid FROM pg_catalog.pg_database
                           WHERE datname = pg_catalog.current_database())
      ORDER BY l.granted DESC, l.pid`,
    [prismaMigrateLock],
  )
  return rows.map((row) => ({
    processId: row.pid,
    granted: row.granted,
    ...(row.user_name ? { user: row.user_name } : {}),
    ...(row.application_name ? { application: row.application_name } : {}),
    ...(row.client ? { client: row.client } : {}),
    ...(row.since ? { since: row.since } : {}),
  }))
}

/**
 * The size on disk. The server counts files for it, so it is the last question of a session: when it
 * takes too long or is not allowed, everything else has been answered already.
 */
export async function readDatabaseBytes(session: ReadOnlySession): Promise<number | undefined> {
  try {
    const [row] = await session.query<{ readonly bytes: string }>(
      'SELECT pg_catalog.pg_database_size(pg_catalog.current_database())::text AS bytes',
    )
    return row && Number(row.bytes)
  } catch {
    return undefined
  }
}
