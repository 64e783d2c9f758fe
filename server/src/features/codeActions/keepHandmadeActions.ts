import { migrationFolderName, nextTimestamp } from '../../migrations/migrationFolderName.js'
import { suggestName } from '../../migrations/suggestName.js'
import { migrationFileUri } from '../../migrations/readMigrations.js'
import type { ProjectAnalysis } from '../../project/analysis.js'
import { keptDrops, type KeptDrop } from '../../recipes/handmade/keepHandmade.js'
import type { PendingChange, RecipeRefusal } from '../../recipes/recipe.js'
import type { SqlAction } from '../../sql/action.js'
import { withoutActions } from '../../sql/subtractScript.js'
import type { FileChanges } from '../documentEdit.js'
import { placesOf } from './actionPlaces.js'
import { schemaEdits } from './alternativeActions.js'
import { migrationChanges } from './createMigrationAction.js'
import type { OfferedAction, ResolveContext } from './offeredAction.js'

/**
 * What Prisma's script drops though nobody asked for it is kept: by the schema, where that can show
 * it, or by a migration without the command.
 */
export function keepHandmadeActions(
  analysis: ProjectAnalysis,
  change: PendingChange,
): readonly OfferedAction[] {
  const kept = keptDrops(change).map((drop): OfferedAction => ({
    id: `keep ${drop.object} ${drop.name} ${drop.action.range.start}`,
    title: `Keep the ${drop.object}${drop.object === 'default' ? ' of' : ''} "${drop.name}" in the schema: ${drop.line}`,
    kind: 'quickFix',
    preferred: true,
    ...placesOf(analysis, [drop.action]),
    resolve: (context) => shownInSchema(analysis, drop, context),
  }))
  return [...kept, ...withoutDropAction(analysis, change)]
}

async function shownInSchema(
  analysis: ProjectAnalysis,
  { action, edits, line }: KeptDrop,
  { proveEdits }: ResolveContext,
): Promise<FileChanges | RecipeRefusal> {
  const proof = await proveEdits(edits, remainder(analysis, [action]))
  if (proof.kind === 'refusal') return proof
  const changed = schemaEdits(analysis, edits, 'schema')
  if ('kind' in changed) return changed
  return {
    creations: [],
    edits: changed,
    annotations: {
      schema: {
        label: 'Show it in the schema',
        description: `Prisma’s engine finds nothing to drop with ${line}`,
        needsConfirmation: false,
      },
    },
  }
}

/** The rest of the change, where there is any. */
function withoutDropAction(
  analysis: ProjectAnalysis,
  { script }: PendingChange,
): readonly OfferedAction[] {
  const actions = script.stories.handmadeDrops.map(({ action }) => action)
  const rest = actions.length === 0 ? '' : remainder(analysis, actions)
  if (rest === '') return []
  const all = script.statements.flatMap(({ statement }) =>
    statement.kind === 'parsed' ? statement.actions : [],
  )
  const name = suggestName(all.filter((action) => !actions.includes(action)))
  return [
    {
      id: 'create-without-drops',
      title: `Create migration "${name}" without what would drop handmade objects`,
      kind: 'quickFix',
      preferred: false,
      ...placesOf(analysis, actions),
      resolve: ({ migrationsUri, now }) => {
        const folder = migrationFolderName(nextTimestamp(analysis.snapshot.history, now), name)
        const files = [{ uri: migrationFileUri(migrationsUri, folder), text: rest }]
        return Promise.resolve(migrationChanges({ kind: 'migration', folder, files }))
      },
    },
  ]
}

function remainder({ outcome }: ProjectAnalysis, actions: readonly SqlAction[]): string {
  if (outcome.kind !== 'checked') return ''
  const { text, statements } = outcome.pending.script
  return withoutActions(
    text,
    statements.map(({ statement }) => statement),
    actions,
  )
}
