import { Client, DatabaseError } from 'pg'
import type { LockMode } from '../../../server/src/engine/lockMode.js'
import { isLockMode, strongerLock } from '../../../server/src/engine/lockMode.js'
import { startPostgres } from '../../support/postgresServer.mjs'

/** What a server did with a statement. */
export type Observed =
  | { readonly kind: 'refused'; readonly sqlState: string }
  | {
      readonly kind: 'done'
      /** `table: mode`, of tables that were there before; the strongest on each, sorted. */
      readonly locks: readonly string[]
      /** Tables with a new file. */
      readonly rewrites: readonly string[]
      /** Tables whose rows ALTER TABLE has read to check them. */
      readonly verified: readonly string[]
    }

export type VersionedServer = {
  readonly version: string
  /** In a database of its own with this in it: the statement alone, or the last of those in one transaction. */
  readonly observe: (database: string, statement: string, before?: string) => Promise<Observed>
  /** Outside any transaction block: undefined when it works, else the SQLSTATE. */
  readonly run: (database: string, script: string) => Promise<string | undefined>
  readonly stop: () => Promise<void>
}

export async function startVersionedServer(native: string): Promise<VersionedServer> {
  const server = await startPostgres({ native })
  let databases = 0
  const inDatabase = async <T>(content: string, work: (client: Client) => Promise<T>) => {
    const name = `v${++databases}`
    await withClient(server.url('postgres'), (client) => client.query(`CREATE DATABASE ${name}`))
    return withClient(server.url(name), async (client) => {
      await client.query(content)
      return work(client)
    })
  }
  return {
    version: await withClient(server.url('postgres'), async (client) => {
      const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
      return rows[0]?.server_version ?? ''
    }),
    observe: (database, statement, before) =>
      inDatabase(database, (client) => observed(client, statement, before)),
    run: (database, script) =>
      inDatabase(database, (client) =>
        client.query(script).then(
          () => undefined,
          (error: unknown) => sqlStateOf(error),
        ),
      ),
    stop: () => server.stop(),
  }
}

async function observed(client: Client, statement: string, before = ''): Promise<Observed> {
  const verified: string[] = []
  client.on('notice', ({ message }) => {
    const [, table] = /^verifying table "(.*)"$/.exec(message ?? '') ?? []
    if (table !== undefined) verified.push(table)
  })
  try {
    await client.query(`BEGIN; ${before}`)
    const tables = await tablesIn(client)
    await client.query('SET LOCAL client_min_messages = debug1')
    await client.query(statement)
    await client.query('SET LOCAL client_min_messages = error')
    const after = new Map((await tablesIn(client)).map(({ oid, file }) => [oid, file]))
    const locks = await locksOfSession(client)
    return {
      kind: 'done',
      locks: tables.flatMap(({ oid, name }) => {
        const mode = locks.get(oid)
        return mode === undefined ? [] : [`${name}: ${mode}`]
      }),
      rewrites: tables
        .filter(({ oid, file }) => after.has(oid) && after.get(oid) !== file)
        .map(({ name }) => name),
      verified: verified.filter((table) => tables.some(({ name }) => name === table)).toSorted(),
    }
  } catch (error) {
    return { kind: 'refused', sqlState: sqlStateOf(error) }
  }
}

type Table = { readonly oid: number; readonly name: string; readonly file: number | null }

async function tablesIn(client: Client): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT oid, relname AS name, pg_relation_filenode(oid) AS file FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname`,
  )
  return rows
}

async function locksOfSession(client: Client): Promise<ReadonlyMap<number, LockMode>> {
  const { rows } = await client.query<{ relation: number; mode: string }>(
    `SELECT relation, mode FROM pg_locks WHERE locktype = 'relation' AND pid = pg_backend_pid()`,
  )
  const strongest = new Map<number, LockMode>()
  for (const { relation, mode } of rows) {
    if (!isLockMode(mode)) continue
    const known = strongest.get(relation)
    strongest.set(relation, known === undefined ? mode : strongerLock(known, mode))
  }
  return strongest
}

function sqlStateOf(error: unknown): string {
  if (error instanceof DatabaseError && error.code !== undefined) return error.code
  throw error
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
