import type { MigrationHistory } from '../../migrations/migration.js'
import { migrationFolderName, timestampsAfter } from '../../migrations/migrationFolderName.js'
import { migrationFileUri } from '../../migrations/readMigrations.js'
import type { MigrationAnalysis } from '../../project/analysis.js'
import type { FileFix } from '../../recipes/fileFixes/fileFix.js'
import { fileFixes } from '../../recipes/fileFixes/fileFixes.js'
import type { RecipeRefusal } from '../../recipes/recipe.js'
import type { FileChanges } from '../documentEdit.js'
import type { OfferedAction, ResolveContext } from './offeredAction.js'

/** The fixes of a migration file. `applied` says why the file may not be changed any more. */
export function fileFixActions(
  { name, uri, script, findings }: MigrationAnalysis,
  history: MigrationHistory,
  applied: string | undefined,
): readonly OfferedAction[] {
  const judged = { script, findings: findings.map(({ finding }) => finding) }
  return fileFixes(judged).map((fix): OfferedAction => {
    const { result } = fix
    const refused = applied ?? (result.kind === 'refusal' ? result.say : undefined)
    return {
      id: fix.id,
      title: fix.title,
      kind: 'quickFix',
      preferred: fix.preferred,
      places: fix.places.map((range) => ({ uri, range })),
      rules: fix.rules,
      ...(refused === undefined ? {} : { refused }),
      resolve: (context) =>
        Promise.resolve(fileChanges(fix, { uri, name, text: script.text, history }, context)),
    }
  })
}

type FixedMigration = {
  readonly uri: string
  readonly name: string
  readonly text: string
  readonly history: MigrationHistory
}

function fileChanges(
  { result, title }: FileFix,
  { uri, name, text, history }: FixedMigration,
  { now, migrationsUri }: ResolveContext,
): FileChanges | RecipeRefusal {
  if (result.kind === 'refusal') return result
  const { following } = result
  const times = timestampsAfter(history, name, following.length, now)
  if (times === undefined) {
    return {
      kind: 'refusal',
      say: `Between the times of "${name}" and of the migration behind it there is no room for ${following.length} more. Rename the folders of the later migrations, which have not been applied, to later times.`,
    }
  }
  const creations = following.flatMap(({ slug, sql }, index) => {
    const time = times[index]
    if (time === undefined) return []
    const created = migrationFileUri(migrationsUri, migrationFolderName(time, slug))
    return [{ uri: created, text: sql, annotation: 'fix' }]
  })
  const range = { start: 0, end: text.length }
  return {
    creations,
    edits: [{ uri, text, edits: [{ range, newText: result.text }], annotation: 'fix' }],
    annotations: {
      fix: {
        label: creations.length === 0 ? 'Change the migration' : 'Change the migration, and more',
        description: title,
        needsConfirmation: false,
      },
    },
  }
}
