import { Client } from 'pg'
import { startPostgres } from '../../test/support/postgresServer.mjs'
import { postgresOfVersion } from '../../test/support/postgresVersions.mjs'
import { execute, inDatabase } from '../serverAdapter.js'
import type { PlannedExample } from './plannedExample.js'

/** A server with the settings that PostgreSQL comes with. */
export type BenchServer = Awaited<ReturnType<typeof startPostgres>> & { readonly version: string }

export async function startServer(major: number | undefined): Promise<BenchServer> {
  const wanted = major === undefined ? undefined : postgresOfVersion(major)
  if (wanted !== undefined && 'why' in wanted) throw new Error(wanted.why)
  const server = await startPostgres({ settings: ownDefaults, ...wanted })
  let version = ''
  await inDatabase(server.url('postgres'), async (client) => {
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
    version = rows[0]?.server_version ?? ''
  })
  return { ...server, version }
}

/** Where the servers of the tests trade safety for speed. */
const ownDefaults = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
}

export type PreparedDatabase = {
  /** A copy of the prepared database under this name, for one run. */
  readonly copy: (
    name: string,
  ) => Promise<{ readonly url: string; readonly drop: () => Promise<void> }>
  readonly drop: () => Promise<void>
}

/** The database of the example before its change, filled, with statistics. */
export async function prepareDatabase(
  server: BenchServer,
  { example, history }: PlannedExample,
  rows: number,
): Promise<PreparedDatabase> {
  const administer = (sql: string) =>
    inDatabase(server.url('postgres'), (client) => client.query(sql))
  const name = 'prepared'
  await administer(`CREATE DATABASE ${name}`)
  await inDatabase(server.url(name), async (client) => {
    for (const script of history) await execute(client, script)
    for (const statement of example.rows)
      await client.query(statement.replaceAll(':rows', String(rows)))
    await client.query('VACUUM ANALYZE')
  })
  return {
    copy: async (copy) => {
      await administer(`CREATE DATABASE ${copy} TEMPLATE ${name}`)
      return {
        url: server.url(copy),
        drop: () => administer(`DROP DATABASE ${copy} WITH (FORCE)`),
      }
    },
    drop: () => administer(`DROP DATABASE ${name} WITH (FORCE)`),
  }
}

/** A connection that answers with texts, as the rehearsals do. */
export async function connect(url: string, application_name: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    application_name,
    types: { getTypeParser: () => (value: string) => value },
  })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** The number in the only row. */
export async function count(client: Client, sql: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(sql)
  return Number(rows[0]?.count ?? Number.NaN)
}
