import type { ProjectAnalysis } from '../../project/analysis.js'
import type { FileChanges } from '../documentEdit.js'
import { draftMigration, suggestedMigrationName, type MigrationDraft } from '../createMigration.js'
import type { OfferedAction } from './offeredAction.js'

/** Writes the pending change as one migration folder, named by what it changes. */
export function createMigrationAction(analysis: ProjectAnalysis): readonly OfferedAction[] {
  const name = suggestedMigrationName(analysis)
  if (name === undefined) return []
  return [
    {
      id: 'create-migration',
      title: `Create migration "${name}" from the pending change`,
      kind: 'rewrite',
      preferred: false,
      places: [],
      rules: [],
      resolve: ({ migrationsUri, now }) => {
        const draft = draftMigration(analysis, migrationsUri, name, now)
        return Promise.resolve(draft.kind === 'refusal' ? draft : migrationChanges(draft))
      },
    },
  ]
}

/** Creation of one migration folder, under an annotation of its own. */
export function migrationChanges(
  { folder, files }: MigrationDraft & { readonly kind: 'migration' },
  warning?: string,
): FileChanges {
  return {
    creations: files.map((file) => ({ ...file, annotation: 'migration' })),
    edits: [],
    annotations: {
      migration: {
        label:
          warning === undefined ? 'Create migration' : 'Create migration that breaks running code',
        description: warning ?? folder,
        needsConfirmation: warning !== undefined,
      },
    },
  }
}
