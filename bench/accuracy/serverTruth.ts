import { Client } from 'pg'
import type { Migration } from '../../server/src/migrations/migration.js'
import { splitStatements } from '../../server/src/sql/splitStatements.js'
import { startPostgres } from '../../test/support/postgresServer.mjs'
import type { BenchProject } from '../benchProject.js'
import { projectMigrations } from '../projectMigrations.js'
import { concurrentLocks } from './concurrentLocks.js'
import { readLocks, readRelations, type Relations } from './readRelations.js'

/** What a server did for one statement. Relations are tables, views and materialised views. */
export type ObservedStatement = {
  readonly text: string
  /** Offsets in the file. */
  readonly range: { readonly start: number; readonly end: number }
  /** `failed`: the server refused it, so that nothing is known of its locks. */
  readonly outcome: 'observed' | 'failed'
  readonly failure?: string
  /** The relations that were there before the file, as they are called when it runs. */
  readonly old: ReadonlySet<string>
  /** The strongest mode for each of them. */
  readonly locks: ReadonlyMap<string, string>
  readonly rewrites: readonly string[]
  /** It creates or locks relations of its own file, and nothing that was there before. */
  readonly onlyNew: boolean
}

export type ObservedMigration = {
  readonly name: string
  readonly text: string
  readonly statements: readonly ObservedStatement[]
}

/** Every statement of every migration of a project, in order, each committed by itself. */
export async function observeProject(project: BenchProject): Promise<readonly ObservedMigration[]> {
  const migrations = await projectMigrations(project.folder)
  const server = await startPostgres()
  const connect = async () => {
    const client = new Client({ connectionString: server.url('postgres') })
    await client.connect()
    return client
  }
  const clients = [await connect(), await connect(), await connect()] as const
  try {
    const observed: ObservedMigration[] = []
    for (const migration of migrations) observed.push(await observeMigration(migration, clients))
    return observed
  } finally {
    for (const client of clients) await client.end()
    await server.stop()
  }
}

/** One that executes, one that holds locks against it, and one that looks on. */
type Clients = readonly [worker: Client, holder: Client, watch: Client]

async function observeMigration(
  { name, text }: Migration,
  clients: Clients,
): Promise<ObservedMigration> {
  const atStart = await readRelations(clients[0])
  const statements: ObservedStatement[] = []
  for (const { text: statement, range } of splitStatements(text)) {
    statements.push({
      text: statement,
      range,
      ...(await observeStatement(statement, atStart, clients)),
    })
  }
  return { name, text, statements }
}

type Observation = Omit<ObservedStatement, 'text' | 'range'>

async function observeStatement(
  statement: string,
  atStart: Relations,
  clients: Clients,
): Promise<Observation> {
  const [worker, holder, watch] = clients
  if (/^(BEGIN|START|COMMIT|END|ROLLBACK)\b/i.test(statement)) return nothing
  const before = await readRelations(worker)
  await worker.query('BEGIN')
  try {
    await worker.query(statement)
    const locks = await readLocks(worker)
    const after = await readRelations(worker)
    await worker.query('COMMIT')
    return observation({ locks, before, after, atStart })
  } catch (error) {
    await worker.query('ROLLBACK')
    if (codeOf(error) !== '25001') return failed(error)
  }
  try {
    const locks = await concurrentLocks(statement, before, { worker, holder, watch })
    return observation({ locks, before, after: await readRelations(worker), atStart })
  } catch (error) {
    return failed(error)
  }
}

const nothing: Observation = {
  outcome: 'observed',
  old: new Set(),
  locks: new Map(),
  rewrites: [],
  onlyNew: false,
}

function failed(error: unknown): Observation {
  const failure = error instanceof Error ? error.message : String(error)
  return { ...nothing, outcome: 'failed', failure }
}

function observation(seen: {
  /** By the number of the relation. */
  readonly locks: ReadonlyMap<number, string>
  readonly before: Relations
  readonly after: Relations
  readonly atStart: Relations
}): Observation {
  const { locks, before, after, atStart } = seen
  const isOld = (oid: number) => atStart.has(oid)
  const locked = [...locks].flatMap(([oid, mode]) => {
    const relation = before.get(oid) ?? after.get(oid)
    return relation === undefined ? [] : [{ oid, mode, name: relation.name }]
  })
  const created = [...after.keys()].filter((oid) => !before.has(oid))
  return {
    outcome: 'observed',
    old: new Set([...before].flatMap(([oid, { name }]) => (isOld(oid) ? [name] : []))),
    locks: new Map(locked.filter(({ oid }) => isOld(oid)).map(({ name, mode }) => [name, mode])),
    rewrites: [...before].flatMap(([oid, { name, file }]) => {
      const now = after.get(oid)
      return isOld(oid) && now !== undefined && now.file !== file ? [name] : []
    }),
    onlyNew:
      !locked.some(({ oid }) => isOld(oid)) &&
      (created.length > 0 || locked.some(({ oid }) => !isOld(oid))),
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
