import type { MigrationHistory } from '../migrations/migration.js'
import { migrationFolderName, nextTimestamp } from '../migrations/migrationFolderName.js'
import { migrationFileUri } from '../migrations/readMigrations.js'
import { suggestName } from '../migrations/suggestName.js'
import type { AnalysisOutcome, ProjectAnalysis } from '../project/analysis.js'
import type { FileCreation } from './documentEdit.js'

/** The pending change as a migration folder, or why there is none. */
export type MigrationDraft =
  | { readonly kind: 'migration'; readonly folder: string; readonly files: readonly FileCreation[] }
  | { readonly kind: 'refusal'; readonly say: string }

export function suggestedMigrationName({ outcome }: ProjectAnalysis): string | undefined {
  if (!hasPendingChange(outcome)) return undefined
  const actions = outcome.pending.script.statements.flatMap(({ statement }) =>
    statement.kind === 'parsed' ? statement.actions : [],
  )
  return suggestName(actions)
}

/**
 * Writes the pending SQL as Prisma would: `<timestamp>_<name>/migration.sql` with the text of
 * Prisma's own engine, and migration_lock.toml where the folder has none yet.
 */
export function draftMigration(
  analysis: ProjectAnalysis,
  migrationsUri: string,
  name: string,
  now: Date,
): MigrationDraft {
  const { outcome, snapshot } = analysis
  if (outcome.kind !== 'checked') return { kind: 'refusal', say: whyNothing(outcome) }
  if (!hasPendingChange(outcome)) {
    return {
      kind: 'refusal',
      say: 'The schema and the migrations agree: there is nothing to migrate.',
    }
  }
  const folder = migrationFolderName(nextTimestamp(snapshot.history, now), name)
  return {
    kind: 'migration',
    folder,
    files: [
      { uri: migrationFileUri(migrationsUri, folder), text: outcome.pending.script.text },
      ...lockFile(snapshot.history, migrationsUri),
    ],
  }
}

/** `prisma migrate dev` writes it with the first migration, and refuses to go on without it. */
export function lockFile(history: MigrationHistory, migrationsUri: string): FileCreation[] {
  if (history.provider !== undefined) return []
  const text =
    '# Names the kind of database that these migrations are for. Belongs into version control.\n' +
    'provider = "postgresql"\n'
  return [{ uri: `${migrationsUri}/migration_lock.toml`, text }]
}

function hasPendingChange(
  outcome: AnalysisOutcome,
): outcome is AnalysisOutcome & { kind: 'checked' } {
  return outcome.kind === 'checked' && outcome.pending.script.statements.length > 0
}

function whyNothing(outcome: Exclude<AnalysisOutcome, { kind: 'checked' }>): string {
  return outcome.kind === 'waiting'
    ? 'The schema does not parse, so the change is not known.'
    : outcome.say
}
