import { Client } from 'pg'
import { startPostgres } from './postgresServer.mjs'

/** A database of its own for one test, on the one server that all tests of a run share. */
export type TestDatabase = {
  readonly url: string
  readonly host: string
  readonly port: number
  readonly name: string
  /** The superuser's, which no message may hold. */
  readonly password: string
  /** Runs a script of any number of statements as superuser. */
  readonly run: (sql: string) => Promise<void>
  /** An open superuser connection, closed with the database at the latest. */
  readonly connect: () => Promise<Client>
  readonly drop: () => Promise<void>
}

/** Creates an empty database; the server is started by the first call and stopped after all tests. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await running()
  const name = `test_${++shared.databases}`
  await runOnce(server.url('postgres'), `CREATE DATABASE ${name}`)
  const url = server.url(name)
  const clients: Client[] = []
  return {
    url,
    host: '127.0.0.1',
    port: server.port,
    name,
    password: new URL(url).password,
    run: (sql) => runOnce(url, sql),
    connect: async () => {
      const client = await connected(url)
      clients.push(client)
      return client
    },
    drop: async () => {
      await Promise.all(clients.map((client) => client.end()))
      await runOnce(server.url('postgres'), `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

/** The URL of a database on the shared server for another user. */
export function urlFor(database: TestDatabase, user: string, password: string): string {
  const [name, secret] = [user, password].map(encodeURIComponent)
  return `postgresql://${name}:${secret}@${database.host}:${database.port}/${database.name}`
}

type Server = Awaited<ReturnType<typeof startPostgres>>

const shared: { server?: Promise<Server>; databases: number } = { databases: 0 }

function running(): Promise<Server> {
  return (shared.server ??= startPostgres())
}

// Outside every suite: a hook of the whole run, whichever file is read first.
suiteTeardown('stop the PostgreSQL of the tests', async () => {
  const server = await shared.server?.catch(() => undefined)
  await server?.stop()
})

async function runOnce(url: string, sql: string): Promise<void> {
  const client = await connected(url)
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  return client
}
