import { PGlite, types } from '@electric-sql/pglite'
import { Blob } from 'node:buffer'
import type { SqlFailure } from '../trace.js'
import type { Assets } from './assets.js'
import { memoryDataDirectory } from './dataDirectory.js'
import { installExtension } from './extensions.js'
import { readSimpleAnswer, simpleQueryMessage } from './simpleQuery.js'
import { sqlFailureOf, sqlFailureOfFields } from './sqlFailure.js'
import type { TarEntry } from './tarArchive.js'

export type TextRow = readonly (string | null)[]
export type TextResult = {
  readonly columns: readonly { readonly name: string; readonly type: number }[]
  readonly rows: readonly TextRow[]
  readonly affected: number
}

/** Thrown for what PostgreSQL refused; everything else that is thrown is a fault of ours or of PGlite. */
export class PostgresError extends Error {
  constructor(readonly failure: SqlFailure) {
    super(failure.message)
  }
}

/** The in-process PostgreSQL on one data directory. One session: nothing runs beside a statement. */
export type Postgres = {
  /** `PostgreSQL 18.6`. */
  readonly version: string
  /** Sends the text as one simple query: several statements make one implicit transaction. */
  script(sql: string): Promise<void>
  /** Every value in PostgreSQL's text form. */
  query(sql: string, parameters?: readonly unknown[]): Promise<TextResult>
  /** The only value of the only row, read as JSON. */
  json(sql: string): Promise<unknown>
  /** Prepares a statement once: `declaration` is what follows the name, `(oid[]) AS SELECT …`. */
  prepare(name: string, declaration: string): Promise<void>
  inTransaction(): boolean
  /** Makes the files of an extension known; false when it is not among ours. */
  installExtension(name: string): Promise<boolean>
  /** The files of its data directory, with everything that counts in them; until the next statement. */
  files(): Promise<readonly TarEntry[]>
  close(): Promise<void>
}

/** What PGlite is made of, unpacked and compiled. */
export type PostgresProgram = { readonly module: WebAssembly.Module; readonly files: Blob }

export async function loadPostgres(assets: Assets): Promise<PostgresProgram> {
  const [wasm, files] = await Promise.all([assets.read('pglite.wasm'), assets.read('pglite.data')])
  return { module: await WebAssembly.compile(wasm), files: new Blob([files]) }
}

/** Starts it on a copy of these files of a data directory. */
export async function startPostgres(
  { module, files }: PostgresProgram,
  assets: Assets,
  data: readonly TarEntry[],
  extensions: readonly string[],
): Promise<Postgres> {
  const directory = memoryDataDirectory(data)
  const pglite = await PGlite.create({
    fs: directory.system,
    pgliteWasmModule: module,
    // initdb never runs: the data directory is prepared. A module keeps PGlite from looking for the file.
    initdbWasmModule: module,
    fsBundle: files,
    startParams: [...PGlite.defaultStartParams, ...ownParameters],
  })
  const parsers = textParsers(pglite)
  const installed = new Set<string>()
  const prepared = new Set<string>()
  const install = async (name: string) => {
    if (installed.has(name)) return true
    if (!(await installExtension(pglite, assets, name))) return false
    installed.add(name)
    return true
  }
  for (const name of extensions) await install(name)

  const query = async (sql: string, parameters: readonly unknown[] = []): Promise<TextResult> => {
    try {
      const result = await pglite.query<TextRow>(sql, [...parameters], {
        rowMode: 'array',
        parsers,
      })
      return {
        columns: result.fields.map((field) => ({ name: field.name, type: field.dataTypeID })),
        rows: result.rows,
        affected: result.affectedRows ?? 0,
      }
    } catch (error) {
      throw wrapped(error, sql)
    }
  }
  // One message, whose answer is read here: nearly all that is sent here is sent in this way.
  const rowsOf = (sql: string) =>
    pglite.runExclusive(() => {
      const answer = readSimpleAnswer(pglite.execProtocolRawSync(simpleQueryMessage(sql)))
      if (answer.error !== undefined) throw new PostgresError(sqlFailureOfFields(answer.error, sql))
      return Promise.resolve(answer.rows)
    })
  const script = async (sql: string) => void (await rowsOf(sql))
  const version = (await query('SHOW server_version')).rows[0]?.[0] ?? 'unknown'
  return {
    version: `PostgreSQL ${version}`,
    script,
    query,
    json: async (sql) => JSON.parse((await rowsOf(sql))[0]?.[0] ?? 'null') as unknown,
    prepare: async (name, declaration) => {
      if (!prepared.has(name)) await script(`PREPARE ${name}${declaration}`)
      prepared.add(name)
    },
    inTransaction: () => pglite.isInTransaction(),
    installExtension: install,
    files: async () => {
      await script('CHECKPOINT')
      return directory.files()
    },
    close: () => pglite.close(),
  }
}

// 8 MB of buffers instead of 128: the databases here hold a schema and hardly a row.
const ownParameters = [
  'shared_buffers=8MB',
  'wal_buffers=64kB',
  'max_wal_size=8MB',
  // Old segments of the log are files in memory here: they go instead of being kept for later.
  'min_wal_size=2MB',
  'autovacuum=off',
  // To plan what reads the system catalogues takes longer than to run it.
  'plan_cache_mode=force_generic_plan',
].flatMap((setting) => ['-c', setting])

/** Parsers that leave every type that PGlite would convert as the text that the server sent. */
function textParsers(pglite: PGlite): Record<number, (value: string) => string> {
  const known = Object.values<unknown>(types).filter((oid) => typeof oid === 'number')
  const oids = [...known, ...Object.keys(pglite.parsers).map(Number)]
  return Object.fromEntries(oids.map((oid) => [oid, unchanged]))
}

function unchanged(value: string): string {
  return value
}

function wrapped(error: unknown, sql: string): unknown {
  const failure = sqlFailureOf(error, sql)
  return failure === undefined ? error : new PostgresError(failure)
}
