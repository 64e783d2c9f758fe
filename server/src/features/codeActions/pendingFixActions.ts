import { migrationFolderName, nextTimestamp } from '../../migrations/migrationFolderName.js'
import { migrationFileUri } from '../../migrations/readMigrations.js'
import type { ProjectAnalysis } from '../../project/analysis.js'
import { fileFixes } from '../../recipes/fileFixes/fileFixes.js'
import { draftMigration, suggestedMigrationName } from '../createMigration.js'
import { placesOf } from './actionPlaces.js'
import type { OfferedAction } from './offeredAction.js'

/** The fixes of the script that Prisma would write, before it is a file: the migrations are made at once. */
export function pendingFixActions(analysis: ProjectAnalysis): readonly OfferedAction[] {
  const { outcome, snapshot } = analysis
  const name = suggestedMigrationName(analysis)
  if (outcome.kind !== 'checked' || name === undefined) return []
  const { script, findings } = outcome.pending
  const judged = { script, findings: findings.map(({ finding }) => finding) }
  return fileFixes(judged).flatMap((fix): OfferedAction[] => {
    const { result } = fix
    if (result.kind === 'refusal') return []
    const actions = judged.findings
      .filter(({ rule, action }) => fix.rules.includes(rule) && fix.places.includes(action.range))
      .map(({ action }) => action)
    const migrations = [{ slug: result.slug ?? name, sql: result.text }, ...result.following]
    const count = migrations.length === 1 ? 'the migration' : `${migrations.length} migrations`
    return [
      {
        id: `pending ${fix.id}`,
        title: `Create ${count}: ${fix.title.charAt(0).toLowerCase()}${fix.title.slice(1)}`,
        kind: 'quickFix',
        preferred: false,
        places: placesOf(analysis, actions).places,
        rules: fix.rules,
        resolve: ({ migrationsUri, now }) => {
          const draft = draftMigration(analysis, migrationsUri, name, now)
          if (draft.kind === 'refusal') return Promise.resolve(draft)
          const first = nextTimestamp(snapshot.history, now).getTime()
          const files = migrations.map(({ slug, sql }, index) => {
            const folder = migrationFolderName(new Date(first + index * 1000), slug)
            return { uri: migrationFileUri(migrationsUri, folder), text: sql }
          })
          // Behind the migration of the draft stands the lock file, where there is none yet.
          return Promise.resolve({
            creations: [...files, ...draft.files.slice(1)].map((file) => ({
              ...file,
              annotation: 'migration',
            })),
            edits: [],
            annotations: {
              migration: { label: 'Create', description: fix.title, needsConfirmation: false },
            },
          })
        },
      },
    ]
  })
}
