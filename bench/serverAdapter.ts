import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlQuery,
} from '@prisma/driver-adapter-utils'
import { Client } from 'pg'
import { resultSetOf } from '../server/src/engine/child/driverAdapter.js'
import { splitStatements } from '../server/src/sql/splitStatements.js'

/**
 * A server as Prisma's schema engine reaches it: the database of the developer, and a new shadow
 * database for every replay, which goes when the engine has read it.
 */
export function serverAdapter(
  { url }: { readonly url: (database: string) => string },
  database: string,
) {
  const info = { provider: 'postgres', adapterName: 'concertina-bench' } as const
  let shadows = 0
  const open = new Set<Client>()
  const factory = bindMigrationAwareSqlAdapterFactory({
    ...info,
    connect: () => adapterOf(url(database)),
    connectToShadowDb: async () => {
      shadows += 1
      const shadow = `shadow_${shadows}`
      await inDatabase(url('postgres'), (client) => client.query(`CREATE DATABASE ${shadow}`))
      const adapter = await adapterOf(url(shadow))
      return {
        ...adapter,
        dispose: async () => {
          await adapter.dispose()
          await inDatabase(url('postgres'), (client) => client.query(`DROP DATABASE ${shadow}`))
        },
      }
    },
  })
  return {
    factory,
    /** The engine leaves its connection to the developer's database open. */
    close: async () => {
      await Promise.all([...open].map((client) => client.end()))
    },
  }

  async function adapterOf(connectionString: string): Promise<SqlDriverAdapter> {
    const client = new Client({ connectionString })
    await client.connect()
    open.add(client)
    const query = async ({ sql, args }: SqlQuery) =>
      client.query<(string | null)[]>({
        text: sql,
        values: args,
        rowMode: 'array',
        types: { getTypeParser: (oid: number) => (oid === timestamptz ? isoTime : unchanged) },
      })
    return {
      ...info,
      queryRaw: async (asked) => {
        const { fields, rows, rowCount } = await query(asked)
        const columns = fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }))
        return resultSetOf({ columns, rows, affected: rowCount ?? 0 })
      },
      executeRaw: async (asked) => (await query(asked)).rowCount ?? 0,
      executeScript: (script) => execute(client, script),
      startTransaction: () => Promise.reject(new Error('The schema engine opens none.')),
      getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: false }),
      dispose: async () => {
        open.delete(client)
        await client.end()
      },
    }
  }
}

/** As one simple query, as Prisma sends it; statement by statement where PostgreSQL refuses that. */
export async function execute(client: Client, script: string): Promise<void> {
  try {
    await client.query(script)
  } catch {
    await client.query('ROLLBACK')
    for (const { text } of splitStatements(script)) await client.query(text)
  }
}

export async function inDatabase(
  connectionString: string,
  work: (client: Client) => Promise<unknown>,
): Promise<void> {
  const client = new Client({ connectionString })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** Of the columns of `_prisma_migrations`, which the engine reads. */
const timestamptz = 1184

function isoTime(value: string): string {
  return new Date(value).toISOString()
}

function unchanged(value: string): string {
  return value
}
