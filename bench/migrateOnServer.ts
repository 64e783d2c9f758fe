import { blankForParser } from '../server/src/prisma/blankForParser.js'
import { startPostgres } from '../test/support/postgresServer.mjs'
import type { BenchProject } from './benchProject.js'
import { applied, editScript } from './editScript.js'
import { loadPrismaEngine } from './prismaEngine.js'
import { projectMigrations } from './projectMigrations.js'
import { inDatabase, serverAdapter } from './serverAdapter.js'

/** Milliseconds of each round. */
export type MigrateOnServer = {
  /** `prisma migrate diff --from-migrations`: one replay, and the difference. */
  readonly diff: readonly number[]
  /** `prisma migrate dev`: its diagnosis, which replays the history twice, and the new migration's SQL. */
  readonly dev: readonly number[]
}

/**
 * What Prisma does on a real server for the answer that a keystroke gets here, by Prisma's own
 * engine and without the start of its command line: a new engine for every round, as each
 * invocation has one. The server is PostgreSQL on this machine with its own defaults for what makes
 * a commit safe; the developer's database has the whole history applied.
 */
export async function migrateOnServer(
  project: BenchProject,
  rounds: number,
): Promise<MigrateOnServer> {
  const SchemaEngine = await loadPrismaEngine()
  const migrationsList = await migrationListOf(project)
  const [change] = editScript(project.schema, 1)
  const text = change === undefined ? project.schema : applied(project.schema, change)
  const schema = { files: [{ path: project.schemaFile, content: blankForParser(text) }] }
  const server = await startPostgres({ settings: ownDefaults })
  const closing: (() => Promise<void>)[] = []
  try {
    await inDatabase(server.url('postgres'), (client) => client.query('CREATE DATABASE developer'))
    const adapter = serverAdapter(server, 'developer')
    closing.push(adapter.close)
    const datamodels: [string, string][] = schema.files.map(({ path, content }) => [path, content])
    const newEngine = () => SchemaEngine.new({ datamodels }, () => undefined, adapter.factory)
    await (await newEngine()).applyMigrations({ migrationsList, filters })

    const times = { diff: [] as number[], dev: [] as number[] }
    for (let round = 0; round < rounds; round++) {
      times.diff.push(
        await timed(async () => {
          await (
            await newEngine()
          ).diff({
            from: { tag: 'migrations', ...migrationsList },
            to: { tag: 'schemaDatamodel', ...schema },
            script: true,
            exitCode: true,
            filters,
          })
        }),
      )
      times.dev.push(
        await timed(async () => {
          const engine = await newEngine()
          await engine.devDiagnostic({ migrationsList, filters })
          await engine.createMigration({
            migrationsList,
            schema,
            filters,
            draft: true,
            migrationName: 'next',
          })
        }),
      )
    }
    return times
  } finally {
    for (const close of closing) await close()
    await server.stop()
  }
}

const filters = { externalTables: [], externalEnums: [] }

/** PostgreSQL's defaults, where the servers of the tests have others. */
const ownDefaults = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
}

async function migrationListOf({ folder }: BenchProject) {
  const migrations = await projectMigrations(folder)
  return {
    baseDir: `${folder}/prisma/migrations`,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, text }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: text } },
    })),
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
