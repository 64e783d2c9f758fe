import type { Engine } from '../../engine/engine.js'
import type { SchemaFile, SchemaFilter } from '../../engine/messages.js'
import type { ExecutionModel } from '../../engine/replayReport.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { SqlParser } from '../../sql/parseStatements.js'

/** What a proof needs beside the plan. Nothing outside is changed: it works on private copies. */
export type ProofContext = {
  readonly engine: Pick<Engine, 'stage'>
  /** Number of migrations that lie before the plan. */
  readonly at: number
  readonly filter: SchemaFilter
  /** The files of the schema, blanked for the parser, after these edits of the editor's text. */
  readonly schemaAfter: (edits: readonly SchemaEdit[]) => SchemaAfterEdits
  /** SQL of the pending changes that are not the plan's: they stay pending. */
  readonly remaining: string
  /**
   * SQL of what differed before the change under the user's hands; empty when absent. It may go with
   * the columns that it is about, and come back with them.
   */
  readonly drift?: string
  readonly parser: SqlParser
  /** How the project's Prisma sends a migration file. */
  readonly model: ExecutionModel
  readonly onProgress: (progress: ProofProgress) => void
  readonly signal: AbortSignal
  /** The same seed rehearses the same writes. */
  readonly seed: number
  /** About how many writes to rehearse; 300 when absent. */
  readonly writes?: number
}

export type SchemaAfterEdits =
  | { readonly kind: 'files'; readonly files: readonly SchemaFile[] }
  | { readonly kind: 'refusal'; readonly say: string }

export type ProofProgress = {
  /** Between 0 and 1. */
  readonly share: number
  readonly say: string
}
