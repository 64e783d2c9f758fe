import { configurationBlocks } from '../server/src/prisma/configurationBlocks.js'
import { validateSchema } from '../server/src/prisma/prismaParser.js'
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
        texts.set(applied, valid(read.files.map(({ content }) => content).join('\n')))
      }
    })
    return texts
  } finally {
    for (const close of closing) await close()
    await server.stop()
  }
}

/**
 * Prisma takes a foreign key under a partial unique index for one to one, which its own parser then
 * refuses. The unique key that it asks for is added; before and behind a migration alike, so that it
 * is no part of the change.
 */
function valid(text: string): string {
  for (const { range, message } of validateSchema([{ path: 'schema.prisma', text }])) {
    const [wanted] = /@@unique\(\[[^\]]*\]/.exec(message) ?? []
    const end = text.indexOf('\n}', range.start)
    if (wanted === undefined || end < 0) continue
    // The name has to be the same behind every migration.
    const model = /model (\w+) \{(?![^]*\nmodel )/.exec(text.slice(0, end))?.[1]
    const name = `one_to_one_${model}`
    return valid(`${text.slice(0, end)}\n  ${wanted}, map: "${name}")${text.slice(end)}`)
  }
  return text
}
