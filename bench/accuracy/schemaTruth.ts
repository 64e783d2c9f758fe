import { Client } from 'pg'
import { startPostgres } from '../../test/support/postgresServer.mjs'
import { readLocks, readRelations, strengthOf, type Relations } from './readRelations.js'
import { splitByPrisma } from './trapJudge.js'
import type { SchemaTheme, ServerOutcome } from './traps/trap.js'

/** A server with a history and its rows, to which changes are applied, each to a copy of its own. */
export type SchemaServer = {
  /** What becomes of SQL that Prisma has written for a change of the schema. */
  outcomeOf(sql: string): Promise<ServerOutcome>
  stop(): Promise<void>
}

export async function startSchemaServer(history: string): Promise<SchemaServer> {
  const server = await startPostgres()
  const inDatabase = async <T>(name: string, work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ connectionString: server.url(name) })
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }
  const inCopy = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    await inDatabase('postgres', (client) => client.query('CREATE DATABASE copy TEMPLATE history'))
    try {
      return await inDatabase('copy', work)
    } finally {
      await inDatabase('postgres', (client) => client.query('DROP DATABASE copy WITH (FORCE)'))
    }
  }
  await inDatabase('postgres', (client) => client.query('CREATE DATABASE history'))
  await inDatabase('history', async (client) => {
    // As in the files of a history: what cannot stand in a transaction stands alone.
    for (const statement of (await splitByPrisma(history)) ?? [history])
      await client.query(statement)
  })
  return {
    outcomeOf: async (sql) => {
      const statements = (await splitByPrisma(sql)) ?? [sql]
      if (statements.length === 0) return { blocks: false, loses: false }
      // Taken back where that can be done, because another copy takes its time.
      const takenBack = /^(?:BEGIN|COMMIT)\b/im.test(sql)
        ? undefined
        : await inDatabase('history', (client) => takenBackRefusal(client, sql))
      const whole =
        takenBack === undefined
          ? await inCopy((client) => refusalOf(() => client.query(sql)))
          : takenBack.code
      const one = await inCopy((client) => oneByOne(client, statements))
      return { ...one, ...(whole === undefined ? {} : { whole }) }
    },
    stop: () => server.stop(),
  }
}

/** Where a server does otherwise with the SQL of the traps, in their order, than they expect. */
export async function otherOutcomes(
  { theme, history, traps }: SchemaTheme,
  texts: readonly string[],
): Promise<readonly string[]> {
  const server = await startSchemaServer(history)
  try {
    const wrong: string[] = []
    for (const [index, { name, server: expected }] of traps.entries()) {
      const outcome = await server.outcomeOf(texts[index] ?? '')
      if (inWords(outcome) !== inWords(expected))
        wrong.push(`server, ${theme}: ${name}: ${inWords(outcome)} instead of ${inWords(expected)}`)
    }
    return wrong
  } finally {
    await server.stop()
  }
}

function inWords({ whole, split, blocks, loses }: ServerOutcome): string {
  const refused = `${whole ?? 'no error'} in one transaction, ${split ?? 'no error'} one by one`
  return `${refused}${blocks ? ', blocks' : ''}${loses ? ', loses' : ''}`
}

/** The SQLSTATE of a query that fails. */
async function refusalOf(query: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await query()
    return undefined
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

async function takenBackRefusal(
  client: Client,
  sql: string,
): Promise<{ readonly code: string | undefined }> {
  await client.query('BEGIN')
  const code = await refusalOf(() => client.query(sql))
  await client.query('ROLLBACK')
  return { code }
}

/**
 * Statement by statement, each looked at before it is committed; up to the first that is refused.
 * Only tables that were there before count.
 */
async function oneByOne(
  client: Client,
  statements: readonly string[],
): Promise<Omit<ServerOutcome, 'whole'>> {
  const old = await readRelations(client)
  const columnsBefore = await readColumns(client)
  let blocks = false
  let split: string | undefined
  let isInOwnBlock = false
  for (const statement of statements) {
    const before = await readRelations(client)
    const opens = /^BEGIN\b/i.test(statement)
    const closes = /^COMMIT\b/i.test(statement)
    if (!isInOwnBlock && !opens) await client.query('BEGIN')
    split = await refusalOf(() => client.query(statement))
    if (split !== undefined) {
      await client.query('ROLLBACK')
      break
    }
    isInOwnBlock = opens || (isInOwnBlock && !closes)
    blocks ||= await isBlocked(client, old, before)
    if (!isInOwnBlock && !closes) await client.query('COMMIT')
  }
  const columnsAfter = await readColumns(client)
  return {
    ...(split === undefined ? {} : { split }),
    blocks,
    loses: [...columnsBefore].some((column) => !columnsAfter.has(column)),
  }
}

/** Whether the open transaction has gone through an old table that nobody can write to meanwhile. */
async function isBlocked(client: Client, old: Relations, before: Relations): Promise<boolean> {
  const locks = await readLocks(client)
  const after = await readRelations(client)
  const scanned = await readScanned(client)
  return [...locks].some(
    ([oid, mode]) =>
      old.get(oid)?.kind === 'r' &&
      strengthOf(mode) >= strengthOf('ShareLock') &&
      (scanned.has(oid) || isRewritten(before, after, oid)),
  )
}

function isRewritten(before: Relations, after: Relations, oid: number): boolean {
  const [then, now] = [before.get(oid), after.get(oid)]
  return then !== undefined && now !== undefined && then.file !== now.file
}

/** Tables of which this transaction has read every row, by their number. */
async function readScanned(client: Client): Promise<ReadonlySet<number>> {
  const { rows } = await client.query<{ oid: number }>(
    `SELECT relid::int8::int AS oid FROM pg_catalog.pg_stat_xact_user_tables WHERE seq_scan > 0`,
  )
  return new Set(rows.map(({ oid }) => oid))
}

/** Columns of tables by the numbers that no other column ever gets. */
async function readColumns(client: Client): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ column: string }>(
    `SELECT a.attrelid || ' ' || a.attnum AS column
     FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
     WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace = 'public'::regnamespace`,
  )
  return new Set(rows.map(({ column }) => column))
}
