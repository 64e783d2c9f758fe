import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { openAssets } from '../server/src/engine/child/assets.js'
import { emptyMemo } from '../server/src/engine/child/introspectionMemo.js'
import type { Postgres } from '../server/src/engine/child/postgres.js'
import { startSchemaEngine, type SchemaEngine } from '../server/src/engine/child/schemaEngine.js'
import { blankForParser } from '../server/src/prisma/blankForParser.js'
import { splitStatements } from '../server/src/sql/splitStatements.js'
import { startPostgres } from '../test/support/postgresServer.mjs'
import type { BenchProject } from './benchProject.js'
import { applied, editScript } from './editScript.js'
import { projectMigrations } from './projectMigrations.js'

/** Milliseconds of each round, and how many migration files had to be sent statement by statement. */
export type ServerReplay = { readonly rounds: readonly number[]; readonly split: number }

/**
 * What Prisma does on a real server for each `migrate dev` or `migrate diff --from-migrations`:
 * a new database, every migration applied to it, the result read, and the difference to the schema
 * computed. The same build of Prisma's schema engine as everywhere; the server is PostgreSQL on
 * this machine with its own defaults for what makes a commit safe.
 */
export async function replayOnServer(project: BenchProject, rounds: number): Promise<ServerReplay> {
  const migrations = await projectMigrations(project.folder)
  const engine = await schemaEngine()
  const server = await startPostgres({ settings: ownDefaults })
  try {
    const times: number[] = []
    let split = 0
    for (let round = 0; round < rounds; round++) {
      const change = editScript(project.schema, 1)[0]
      const text = change === undefined ? project.schema : applied(project.schema, change)
      const started = performance.now()
      const name = `replay_${round}`
      await inDatabase(server.url('postgres'), (client) => client.query(`CREATE DATABASE ${name}`))
      await inDatabase(server.url(name), async (client) => {
        split = 0
        for (const { text: script } of migrations) split += await applyMigration(client, script)
        const result = await engine.diff({
          files: [{ path: project.schemaFile, content: blankForParser(text) }],
          filter: { externalTables: [], externalEnums: [] },
          direction: 'toSchema',
          source: { memo: emptyMemo(), database: () => Promise.resolve(readerOf(client)) },
        })
        if (result.kind !== 'script') throw new Error(`${project.name}: ${result.message}`)
      })
      times.push(performance.now() - started)
    }
    return { rounds: times, split }
  } finally {
    await server.stop()
  }
}

/** PostgreSQL's defaults, where the servers of the tests have others. */
const ownDefaults = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
}

const assets = fileURLToPath(new URL('../dist/assets', import.meta.url))

/** One for the process: the engine's bindings hold its memory in a variable of their module. */
const schemaEngine = () => (started ??= startSchemaEngine(openAssets(assets)))
let started: Promise<SchemaEngine> | undefined

/** As one simple query, as Prisma sends it; 1 when that was refused and its statements went one by one. */
async function applyMigration(client: Client, script: string): Promise<0 | 1> {
  try {
    await client.query(script)
    return 0
  } catch {
    await client.query('ROLLBACK')
    for (const { text } of splitStatements(script)) await client.query(text)
    return 1
  }
}

/** The one thing that the schema engine needs of a database. */
function readerOf(client: Client): Postgres {
  const query: Postgres['query'] = async (sql, parameters = []) => {
    const result = await client.query<(string | null)[]>({
      text: sql,
      values: [...parameters],
      rowMode: 'array',
      types: { getTypeParser: () => (value: string) => value },
    })
    return {
      columns: result.fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID })),
      rows: result.rows,
      affected: result.rowCount ?? 0,
    }
  }
  return { query } as Postgres
}

async function inDatabase(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
