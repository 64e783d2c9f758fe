import type { MigrationHistory } from '../../migrations/migration.js'
import { migrationFolderName, nextTimestamp } from '../../migrations/migrationFolderName.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { FileKind } from '../../recipes/recipe.js'
import type { PlanDocument, PlanPhase } from './planDocument.js'
import { migrationOfPath, pathToMigration } from './planPaths.js'

/** What has to be done to move a phase from the plan's folder into the migrations folder. */
export type Promotion =
  | {
      readonly kind: 'promotion'
      readonly migrations: readonly NewMigration[]
      /** Paths within the plan's folder that go. */
      readonly removed: readonly string[]
      readonly schemaEdits: readonly SchemaEdit[]
      /** plan.json as it is afterwards. */
      readonly document: PlanDocument
    }
  | { readonly kind: 'refusal'; readonly say: string }

export type NewMigration = {
  readonly folder: string
  readonly path: string
  readonly text: string
  readonly kind: FileKind
}

export type PromotionInput = {
  /** Texts by their paths in plan.json. */
  readonly textOf: (path: string) => string | undefined
  readonly history: MigrationHistory
  /** Path or uri; the paths of the new migrations begin as it does. */
  readonly migrationsFolder: string
  readonly at: Date
  /** Gates that somebody answered for. */
  readonly confirmed: readonly string[]
}

/**
 * The files of a held-back phase under names with the present time, so that they run after all
 * migrations that came in between. A phase that was taken back is promoted again: its migrations
 * stay where they are, and copies of them run last. Whether the gates are open is the caller's to
 * ask first.
 */
export function promotePhase(
  document: PlanDocument,
  name: PlanPhase['name'],
  input: PromotionInput,
): Promotion {
  const phase = document.phases.find((one) => one.name === name)
  if (phase === undefined) return refusal(`The plan has no ${name} phase.`)
  const held = phase.files.filter(({ path }) => migrationOfPath(path) === undefined)
  if (held.length === 0 && phase.takenBack === undefined) {
    return refusal(`The ${name} phase is in the migrations folder already.`)
  }
  const missing = phase.files.find(({ path }) => input.textOf(path) === undefined)
  if (missing !== undefined) {
    return refusal(
      `"${missing.path}" is not in the folder of the plan. It may have been promoted before.`,
    )
  }
  const start = nextTimestamp(input.history, input.at).getTime()
  const migrations = phase.files.map(({ path, step, kind }, index): NewMigration => {
    const at = new Date(start + index * 1000)
    const folder = migrationFolderName(at, `${document.slug}_${step}`)
    return {
      folder,
      path: `${input.migrationsFolder}/${folder}/migration.sql`,
      text: input.textOf(path) ?? '',
      kind,
    }
  })
  const promoted: PlanPhase = {
    ...asPlanned(phase),
    files: phase.files.map((file, index) => ({
      ...file,
      path: pathToMigration(input.migrationsFolder, migrations[index]?.folder ?? ''),
    })),
    promoted: { at: input.at.toISOString(), confirmed: input.confirmed },
  }
  return {
    kind: 'promotion',
    migrations,
    removed: held.map(({ path }) => path),
    schemaEdits: phase.schemaEdits,
    document: withPhase(document, promoted),
  }
}

/** Without what has become of it since. */
export function asPlanned({
  name,
  explanation,
  application,
  files,
  schemaEdits,
  rollback,
}: PlanPhase): PlanPhase {
  return { name, explanation, application, files, schemaEdits, rollback }
}

export function withPhase(document: PlanDocument, phase: PlanPhase): PlanDocument {
  return {
    ...document,
    phases: document.phases.map((one) => (one.name === phase.name ? phase : one)),
  }
}

function refusal(say: string): { readonly kind: 'refusal'; readonly say: string } {
  return { kind: 'refusal', say }
}
