import type { Sha256 } from '../migrations/checksum.js'
import type { MigrationHistory } from '../migrations/migration.js'
import { usualTimeouts, withReadOnlySession, type SessionOptions } from './connection.js'
import type { Environment } from './environment.js'
import type { KnownStanding, Standing } from './environmentStanding.js'
import { locateMigrationsTable, readMigrationRows } from './migrationsTable.js'
import { readDatabaseBytes, readMigrateLock, readServer } from './serverFacts.js'
import { standingOf, type MigrationsStanding } from './standing.js'

export type StandingPorts = {
  readonly now: () => Date
  readonly sha256: Sha256
  /** Certificate files in the URL are relative to this folder. */
  readonly certificateFolder: string
  readonly timeouts?: Omit<SessionOptions, 'certificateFolder' | 'signal'>
}

/**
 * Asks one environment where it stands: one read-only session, five small queries, no lock taken or
 * waited for. The table is looked for in the `?schema=` of the URL, then in the environment's
 * `schema`, then on the search path. Without a table nothing is applied; whatever prevents the
 * answer makes it unknown.
 */
export async function readStanding(
  environment: Environment,
  url: string,
  history: MigrationHistory,
  ports: StandingPorts,
  signal?: AbortSignal,
): Promise<Standing> {
  const options: SessionOptions = {
    ...(ports.timeouts ?? usualTimeouts),
    certificateFolder: ports.certificateFolder,
    ...(signal ? { signal } : {}),
  }
  const result = await withReadOnlySession(url, options, async (session): Promise<Standing> => {
    const server = await readServer(session)
    const table = await locateMigrationsTable(session, session.schema ?? environment.schema)
    if (table.kind === 'unknown') return table
    const rows = table.kind === 'absent' ? [] : await readMigrationRows(session, table)
    const migrateLock = await readMigrateLock(session)
    const databaseBytes = await readDatabaseBytes(session)
    const known: Omit<KnownStanding, keyof MigrationsStanding> = {
      kind: 'known',
      readAt: ports.now(),
      rows,
      server: databaseBytes === undefined ? server : { ...server, databaseBytes },
      migrateLock,
      ...(table.kind === 'absent' ? {} : { tableSchema: table.schema }),
    }
    return { ...known, ...standingOf(history, rows, ports.sha256) }
  })
  if (result.kind === 'done') return result.value
  const { because, say, code } = result
  return { kind: 'unknown', why: because, say, ...(code === undefined ? {} : { code }) }
}
