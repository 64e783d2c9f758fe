import type { MigrationHistory } from '../../migrations/migration.js'
import { migrationFolderName, nextTimestamp } from '../../migrations/migrationFolderName.js'
import { migrationFileUri } from '../../migrations/readMigrations.js'
import type { MigrationAnalysis } from '../../project/analysis.js'
import { followUps } from '../../recipes/fileFixes/followUps.js'
import type { OfferedAction } from './offeredAction.js'

/** A migration that was applied stays as it is; what it left undone is written as the newest one. */
export function followUpActions(
  { uri, script, findings }: MigrationAnalysis,
  history: MigrationHistory,
): readonly OfferedAction[] {
  const judged = { script, findings: findings.map(({ finding }) => finding) }
  return followUps(judged).map(({ id, title, rules, places, migration }): OfferedAction => ({
    id,
    title,
    kind: 'quickFix',
    preferred: true,
    places: places.map((range) => ({ uri, range })),
    rules,
    resolve: ({ now, migrationsUri }) => {
      const folder = migrationFolderName(nextTimestamp(history, now), migration.slug)
      const created = migrationFileUri(migrationsUri, folder)
      return Promise.resolve({
        creations: [{ uri: created, text: migration.sql, annotation: 'migration' }],
        edits: [],
        annotations: {
          migration: { label: 'Create migration', description: title, needsConfirmation: false },
        },
      })
    },
  }))
}
