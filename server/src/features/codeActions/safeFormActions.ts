import { migrationFolderName, nextTimestamp } from '../../migrations/migrationFolderName.js'
import type { MigrationHistory } from '../../migrations/migration.js'
import { migrationFileUri } from '../../migrations/readMigrations.js'
import type { MigrationAnalysis, ProjectAnalysis } from '../../project/analysis.js'
import type { SafeForm, SafeMigration } from '../../recipes/safeForms/safeForm.js'
import { safeForms } from '../../recipes/safeForms/safeForms.js'
import type { AnalysedScript } from '../../rules/script.js'
import type { SqlAction } from '../../sql/action.js'
import { withoutActions } from '../../sql/subtractScript.js'
import { draftMigration, suggestedMigrationName } from '../createMigration.js'
import type { FileChanges, FileCreation } from '../documentEdit.js'
import { placesOf } from './actionPlaces.js'
import type { OfferedAction } from './offeredAction.js'

/** In the schema: the pending change as migrations in which nobody waits longer than necessary. */
export function safeMigrationsAction(analysis: ProjectAnalysis): readonly OfferedAction[] {
  const { outcome, snapshot } = analysis
  const name = suggestedMigrationName(analysis)
  if (outcome.kind !== 'checked' || name === undefined) return []
  const { script } = outcome.pending
  const forms = safeForms(script)
  if (forms.length === 0) return []
  const rest = remainder(script, forms)
  const migrations = [
    ...(rest === '' ? [] : [{ slug: name, sql: rest }]),
    ...forms.flatMap((form) => form.migrations),
  ]
  return [
    {
      id: 'create-safe-migrations',
      title: `Create ${migrations.length === 1 ? 'one migration' : `${migrations.length} migrations`} from the pending change, so that no long lock is held`,
      kind: 'rewrite',
      preferred: false,
      ...placesOf(
        analysis,
        forms.map(({ action }) => action),
      ),
      resolve: ({ migrationsUri, now }) => {
        const draft = draftMigration(analysis, migrationsUri, name, now)
        if (draft.kind === 'refusal') return Promise.resolve(draft)
        const lockFiles = draft.files.slice(1)
        const files = filesOf(migrations, snapshot.history, migrationsUri, now)
        return Promise.resolve(creation([...files, ...lockFiles]))
      },
    },
  ]
}

/**
 * In a migration file: each statement that makes others wait, in its safe form. `applied` says why
 * the file may not be changed any more.
 */
export function safeFormActions(
  { uri, script }: MigrationAnalysis,
  history: MigrationHistory,
  applied: string | undefined,
): readonly OfferedAction[] {
  return safeForms(script).map((form) => ({
    id: `safe-form ${form.id}`,
    title: form.title,
    kind: 'quickFix',
    preferred: true,
    places: [{ uri, range: form.action.range }],
    rules: rulesOf(form),
    ...(applied === undefined ? {} : { refused: applied }),
    resolve: ({ migrationsUri, now }) =>
      Promise.resolve(
        fileChanges(uri, script, form, (migrations) =>
          filesOf(migrations, history, migrationsUri, now),
        ),
      ),
  }))
}

/** Rules that a form answers, so that it stands under their findings. */
function rulesOf({ action }: SafeForm): readonly string[] {
  return rulesByKind[action.kind] ?? []
}

const rulesByKind: Partial<Record<SqlAction['kind'], readonly string[]>> = {
  createIndex: ['create-index-blocking', 'create-index-after-exclusive'],
  dropIndex: ['drop-index-blocking'],
  addConstraint: ['add-fk-validating', 'add-check-validating'],
  setNotNull: ['set-not-null-scan'],
}

/** A file with nothing else in it takes the first step itself. */
function fileChanges(
  uri: string,
  script: AnalysedScript,
  form: SafeForm,
  filesFor: (migrations: readonly SafeMigration[]) => readonly FileCreation[],
): FileChanges {
  const { text } = script
  const rest = remainder(script, [form])
  const [first, ...others] = form.migrations
  const newText = rest === '' ? (first?.sql ?? '') : rest
  const files = filesFor(rest === '' ? others : form.migrations)
  const changes = creation(files)
  return {
    ...changes,
    edits: [
      {
        uri,
        text,
        edits: [{ range: { start: 0, end: text.length }, newText }],
        annotation: 'migration',
      },
    ],
  }
}

function remainder(script: AnalysedScript, forms: readonly SafeForm[]): string {
  return withoutActions(
    script.text,
    script.statements.map(({ statement }) => statement),
    forms.map(({ action }) => action),
  )
}

/** One folder each, a second apart, behind everything that is there. */
function filesOf(
  migrations: readonly SafeMigration[],
  history: MigrationHistory,
  migrationsUri: string,
  now: Date,
): readonly FileCreation[] {
  const first = nextTimestamp(history, now).getTime()
  return migrations.map(({ slug, sql }, index) => {
    const folder = migrationFolderName(new Date(first + index * 1000), slug)
    return { uri: migrationFileUri(migrationsUri, folder), text: sql }
  })
}

function creation(files: readonly FileCreation[]): FileChanges {
  return {
    creations: files.map((file) => ({ ...file, annotation: 'migration' })),
    edits: [],
    annotations: {
      migration: {
        label: 'Create migrations',
        description: 'Each lock is held for a moment only.',
        needsConfirmation: false,
      },
    },
  }
}
