import { applySchemaEdits } from '../../prisma/applySchemaEdits.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import { migrationFolderName, nextTimestamp } from '../../migrations/migrationFolderName.js'
import { migrationFileUri } from '../../migrations/readMigrations.js'
import type { ProjectAnalysis } from '../../project/analysis.js'
import type { Alternative, RecipeRefusal } from '../../recipes/recipe.js'
import type { ChangeAnnotation, DocumentEdit, FileChanges } from '../documentEdit.js'
import { placesOf } from './actionPlaces.js'
import { migrationChanges } from './createMigrationAction.js'
import type { OfferedAction } from './offeredAction.js'

/** The simpler answers to a breaking change: an edit of the schema, or one migration. */
export function alternativeActions(
  analysis: ProjectAnalysis,
  alternatives: readonly Alternative[],
): readonly OfferedAction[] {
  return alternatives.map((alternative) => ({
    id: `${alternative.kind} ${alternative.subject.table} ${alternative.subject.columns.join(' ')}`,
    title: alternative.title,
    kind: 'quickFix',
    // Only an answer that touches neither the data nor running code may be the first choice.
    preferred: alternative.kind === 'map',
    ...placesOf(analysis, alternative.actions),
    resolve: ({ migrationsUri, now }) =>
      Promise.resolve(changesOf(analysis, alternative, migrationsUri, now)),
  }))
}

function changesOf(
  analysis: ProjectAnalysis,
  { answer, warning, title }: Alternative,
  migrationsUri: string,
  now: Date,
): FileChanges | RecipeRefusal {
  if (answer.kind === 'schema') {
    const edits = schemaEdits(analysis, answer.edits, 'schema')
    if ('kind' in edits) return edits
    const annotation: ChangeAnnotation = {
      label: title,
      description: warning ?? 'Changes the schema only; nothing to deploy.',
      needsConfirmation: false,
    }
    return { creations: [], edits, annotations: { schema: annotation } }
  }
  const folder = migrationFolderName(nextTimestamp(analysis.snapshot.history, now), answer.slug)
  const files = [{ uri: migrationFileUri(migrationsUri, folder), text: answer.sql }]
  return migrationChanges({ kind: 'migration', folder, files }, warning)
}

/** Edits of the schema's files, as documents of the analysis. */
export function schemaEdits(
  { snapshot }: Pick<ProjectAnalysis, 'snapshot'>,
  edits: readonly SchemaEdit[],
  annotation: string,
): readonly DocumentEdit[] | RecipeRefusal {
  const { documents } = snapshot.schema
  const changed = applySchemaEdits(documents, edits)
  if ('kind' in changed) return changed
  return changed.flatMap(({ uri, edits: textEdits }) => {
    const document = documents.find((one) => one.uri === uri)
    return document === undefined
      ? []
      : [{ uri, text: document.text, edits: textEdits, annotation }]
  })
}
