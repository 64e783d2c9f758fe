import type { MigrationHistory } from '../../migrations/migration.js'
import { migrationFolderName, nextTimestamp } from '../../migrations/migrationFolderName.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { PlanDocument, PlanPhase } from './planDocument.js'
import { migrationOfPath } from './planPaths.js'

/** What has to be done to move a phase from the plan's folder into the migrations folder. */
export type Promotion =
  | {
      readonly kind: 'promotion'
      readonly migrations: readonly {
        readonly folder: string
        readonly path: string
        readonly text: string
      }[]
      /** Paths within the plan's folder that go. */
      readonly removed: readonly string[]
      readonly schemaEdits: readonly SchemaEdit[]
    }
  | { readonly kind: 'refusal'; readonly say: string }

/**
 * The files of a held-back phase under names with the present time, so that they run after all
 * migrations that came in between. Whether the gates are open is the caller's to ask first.
 */
export function promotePhase(
  document: PlanDocument,
  name: PlanPhase['name'],
  input: {
    readonly textOf: (path: string) => string | undefined
    readonly history: MigrationHistory
    readonly migrationsFolder: string
    readonly at: Date
  },
): Promotion {
  const phase = document.phases.find((one) => one.name === name)
  if (phase === undefined) return refusal(`The plan has no ${name} phase.`)
  const held = phase.files.filter(({ path }) => migrationOfPath(path) === undefined)
  if (held.length === 0) return refusal(`The ${name} phase is in the migrations folder already.`)
  const missing = held.find(({ path }) => input.textOf(path) === undefined)
  if (missing !== undefined) {
    return refusal(
      `"${missing.path}" is not in the folder of the plan. It may have been promoted before.`,
    )
  }
  const start = nextTimestamp(input.history, input.at).getTime()
  return {
    kind: 'promotion',
    migrations: held.map(({ path, step }, index) => {
      const at = new Date(start + index * 1000)
      const folder = migrationFolderName(at, `${document.slug}_${step}`)
      return {
        folder,
        path: `${input.migrationsFolder}/${folder}/migration.sql`,
        text: input.textOf(path) ?? '',
      }
    }),
    removed: held.map(({ path }) => path),
    schemaEdits: phase.schemaEdits,
  }
}

function refusal(say: string): Promotion {
  return { kind: 'refusal', say }
}
