import type { EngineHistory, MigrationInput, SchemaFilter } from '../engine/messages.js'
import type { ExecutionModel } from '../engine/replayReport.js'
import type { MigrationHistory } from '../migrations/migration.js'
import type { ProjectLayout } from '../prisma/projectLayout.js'
import type { SchemaDocument } from '../prisma/schemaDocument.js'
import type { SchemaModel } from '../prisma/schemaModel.js'
import type { ConcertinaConfiguration } from './concertinaJson.js'
import type { KnownServer } from './postgresTarget.js'

/** Everything that an analysis is computed from, at one moment. Equal snapshots give equal answers. */
export type ProjectSnapshot = {
  readonly layout: ProjectLayout
  readonly schema: ReadSchema
  readonly history: MigrationHistory
  readonly committed: CommittedState
  readonly configuration: ConcertinaConfiguration
  /** What the servers of the environments have answered, as far as they were asked. */
  readonly servers: readonly KnownServer[]
}

/**
 * A schema's files; uris name them. What the tolerant reader finds in them and the model that it
 * makes are read when they are first asked for.
 */
export type ReadSchema = {
  readonly texts: readonly { readonly uri: string; readonly text: string }[]
  readonly documents: readonly SchemaDocument[]
  readonly model: SchemaModel
}

/** What the project was at git HEAD. Without it every difference counts as pending. */
export type CommittedState =
  | {
      readonly kind: 'known'
      readonly commit: string
      readonly schema: ReadSchema
      readonly migrations: readonly MigrationInput[]
    }
  | { readonly kind: 'none'; readonly why: string }

/** Prisma 7.4 sends a file statement by statement, earlier versions send it as a whole (engines PR 5767). */
export function executionModelOf({ prismaVersion }: ProjectLayout): ExecutionModel {
  if (prismaVersion.kind === 'next' || prismaVersion.major < 7) return 'batch'
  if (prismaVersion.major > 7 || prismaVersion.version === undefined) return 'split'
  const [, minor] = /^7\.(\d+)/.exec(prismaVersion.version) ?? []
  return minor !== undefined && Number(minor) < 4 ? 'batch' : 'split'
}

export function filterOf({ externalTables, externalEnums }: ProjectLayout): SchemaFilter {
  return { externalTables, externalEnums }
}

/** The engine's view of a list of migrations; `keepAt` is where uncommitted work begins. */
export function engineHistoryOf(
  layout: ProjectLayout,
  migrations: readonly MigrationInput[],
  keepAt: number | undefined,
): EngineHistory {
  return {
    migrations: migrations.map(({ name, text }) => ({ name, text })),
    initScript: layout.initShadowDb ?? '',
    model: executionModelOf(layout),
    ...(keepAt === undefined ? {} : { keepAt }),
  }
}

/** How many migrations at the beginning of the history are committed as they are. */
export function committedPrefix(
  history: readonly MigrationInput[],
  committed: CommittedState,
): number {
  if (committed.kind === 'none') return 0
  const differs = history.findIndex((migration, index) => {
    const other = committed.migrations[index]
    return other?.name !== migration.name || other.text !== migration.text
  })
  return differs < 0 ? history.length : differs
}
