import { configurationBlocks } from '../server/src/prisma/configurationBlocks.js'
import { blankForParser } from '../server/src/prisma/blankForParser.js'
import { startPostgres } from '../test/support/postgresServer.mjs'
import type { BenchProject } from './benchProject.js'
import { loadPrismaEngine } from './prismaEngine.js'
import type { Migration } from '../server/src/migrations/migration.js'
import { execute, inDatabase, serverAdapter } from './serverAdapter.js'

/**
 * The schema as it was behind each of the last migrations, as Prisma reads it from a database to
 * which they were applied one by one: text of a `.prisma` file by the number of migrations applied.
 */
export async function schemaHistory(
  { schema, schemaFile }: BenchProject,
  migrations: readonly Migration[],
  last: number,
): Promise<ReadonlyMap<number, string>> {
  const SchemaEngine = await loadPrismaEngine()
  const settings = configurationBlocks(schema)
    .map(({ start, end }) => schema.slice(start, end))
    .join('\n\n')
  const files = [{ path: schemaFile, content: blankForParser(settings) }]
  const server = await startPostgres({})
  const closing: (() => Promise<void>)[] = []
  try {
    await inDatabase(server.url('postgres'), (client) => client.query('CREATE DATABASE history'))
    const adapter = serverAdapter(server, 'history')
    closing.push(adapter.close)
    const engine = await SchemaEngine.new(
      { datamodels: undefined },
      () => undefined,
      adapter.factory,
    )
    const texts = new Map<number, string>()
    await inDatabase(server.url('history'), async (client) => {
      for (const [index, { text }] of migrations.entries()) {
        await execute(client, text)
        const applied = index + 1
        if (applied < migrations.length - last) continue
        const { schema: read } = await engine.introspect({
          schema: { files },
          baseDirectoryPath: '/',
          force: true,
          compositeTypeDepth: -1,
          namespaces: null,
        })
        texts.set(applied, read.files.map(({ content }) => content).join('\n'))
      }
    })
    return texts
  } finally {
    for (const close of closing) await close()
    await server.stop()
  }
}
