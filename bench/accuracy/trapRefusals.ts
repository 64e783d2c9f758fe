import { Client } from 'pg'
import { startPostgres } from '../../test/support/postgresServer.mjs'
import { splitByPrisma } from './trapJudge.js'
import type { SqlTheme, SqlTrap } from './traps/trap.js'

/**
 * Applies every trap to a real server in both execution models, each to a copy of the history, and
 * says where it stops otherwise than expected.
 */
export async function refusals(theme: SqlTheme): Promise<readonly string[]> {
  const server = await startPostgres()
  try {
    await inDatabase(server.url('postgres'), (client) => client.query('CREATE DATABASE history'))
    await inDatabase(server.url('history'), (client) => client.query(theme.history))
    const wrong: string[] = []
    for (const trap of theme.traps) {
      for (const model of ['whole', 'split'] as const) {
        const code = await inDatabase(server.url('postgres'), async (client) => {
          await client.query('CREATE DATABASE trap TEMPLATE history')
          const queries = await queriesOf(trap, model)
          const stopped = await inDatabase(server.url('trap'), (own) => stopOf(own, queries))
          await client.query('DROP DATABASE trap WITH (FORCE)')
          return stopped
        })
        if (code !== trap.refused[model]) {
          wrong.push(
            `server, ${theme.theme}: ${trap.name}, ${model}: ${code ?? 'no error'} instead of ${trap.refused[model] ?? 'no error'}`,
          )
        }
      }
    }
    return wrong
  } finally {
    await server.stop()
  }
}

async function queriesOf({ sql }: SqlTrap, model: 'whole' | 'split'): Promise<readonly string[]> {
  return (model === 'split' ? await splitByPrisma(sql) : undefined) ?? [sql]
}

/** The SQLSTATE that the first failing query gives. */
async function stopOf(client: Client, queries: readonly string[]): Promise<string | undefined> {
  try {
    for (const query of queries) await client.query(query)
    return undefined
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

async function inDatabase<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
