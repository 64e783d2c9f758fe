import type { Catalogue } from './catalogue.js'
import type { ExecutionModel, MigrationTrace, ReplayReport } from './replayReport.js'
import type { SqlFailure, StatementTrace, TraceRequest } from './trace.js'

/** One migration as the engine needs it. */
export type MigrationInput = { readonly name: string; readonly text: string }

/** A schema file, already blanked for the parser. `path` appears in the parser's messages. */
export type SchemaFile = { readonly path: string; readonly content: string }

/** `schema.table` and `schema.enum` names that Prisma leaves to others (prisma.config `tables.external`). */
export type SchemaFilter = {
  readonly externalTables: readonly string[]
  readonly externalEnums: readonly string[]
}

/** The history that the following requests are about. Sending it costs nothing but the transfer. */
export type EngineHistory = {
  readonly migrations: readonly MigrationInput[]
  /** SQL that runs before the first migration (`migrations.initShadowDb`); empty for none. */
  readonly initScript: string
  readonly model: ExecutionModel
  /** Position whose database is kept on disk too, so that later files can change cheaply. */
  readonly keepAt?: number
}

export type DiffRequest = {
  /** How many migrations are applied on the database side. */
  readonly at: number
  readonly files: readonly SchemaFile[]
  readonly filter: SchemaFilter
  /** `toSchema`: what a migration would do; `fromSchema`: the way back. */
  readonly direction: 'toSchema' | 'fromSchema'
}

export type DiffResult =
  | { readonly kind: 'script'; /** Empty when there is no difference. */ readonly sql: string }
  | { readonly kind: 'invalidSchema'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string }

/** One step of a rehearsal. Values of `parameters` are sent as text. */
export type RehearsalStep = {
  readonly sql: string
  readonly parameters?: readonly (string | null)[]
  /** Sent as one simple query: may hold several statements, takes no parameters. */
  readonly script?: boolean
}

export type RehearsalStepResult =
  | {
      readonly kind: 'rows'
      readonly columns: readonly string[]
      readonly rows: readonly (readonly (string | null)[])[]
      readonly affected: number
    }
  | { readonly kind: 'failed'; readonly failure: SqlFailure }

/** What the parent asks of the child process, by name: parameters and result. */
export type EngineMethods = {
  open: { parameters: EngineHistory; result: { readonly states: readonly string[] } }
  replay: { parameters: { readonly to: number }; result: ReplayReport }
  diff: { parameters: DiffRequest; result: DiffResult }
  catalogue: { parameters: { readonly at: number }; result: Catalogue }
  trace: {
    parameters: { readonly statements: readonly TraceRequest[] }
    result: readonly StatementTrace[]
  }
  traceMigrations: {
    parameters: { readonly from: number; readonly statements: readonly (readonly TraceRequest[])[] }
    result: readonly MigrationTrace[]
  }
  /** Each statement in a read-only transaction of its own, on the database after the whole history. */
  evaluate: {
    parameters: { readonly statements: readonly string[] }
    result: readonly RehearsalStepResult[]
  }
  /** Writes what is known to disk at once, where another child finds it. */
  keep: { parameters: Record<string, never>; result: void }
  /** Turns the child into a rehearsal stage: a private copy of the database at position `at`. */
  stage: { parameters: { readonly at: number }; result: { readonly postgres: string } }
  steps: {
    parameters: { readonly steps: readonly RehearsalStep[]; readonly stopAtFailure: boolean }
    result: readonly RehearsalStepResult[]
  }
  stageDiff: { parameters: Omit<DiffRequest, 'at'>; result: DiffResult }
  stageCatalogue: { parameters: Record<string, never>; result: Catalogue }
  /** Resident memory of the child, in bytes. */
  memory: { parameters: Record<string, never>; result: { readonly residentBytes: number } }
}

export type EngineMethod = keyof EngineMethods

export type EngineRequest = {
  readonly id: number
  readonly method: EngineMethod
  readonly parameters: unknown
}

export type EngineResponse =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly message: string; readonly fatal: boolean } }

/** How the child is started: given on its command line as one JSON text. */
export type EngineStart = {
  /** Folder with the packed PostgreSQL, schema engine and extensions. */
  readonly assets: string
  /** Folder for states kept between sessions; created with mode 0700. */
  readonly cache: string
  /** Most bytes that the kept states may take. */
  readonly cacheBytes: number
  /** Whether a schema is going to be compared: then the schema engine is made ready at once. */
  readonly comparesSchemas: boolean
}
