import type { ProjectAnalysis } from '../../project/analysis.js'
import { wantedNames } from '../../recipes/parts/wantedNames.js'
import type { PendingChange } from '../../recipes/recipe.js'
import { placesOf } from './actionPlaces.js'
import { schemaEdits } from './alternativeActions.js'
import type { OfferedAction } from './offeredAction.js'

/** New names become what the project wants, in the database; the schema keeps its own. */
export function wantedNamesActions(
  analysis: ProjectAnalysis,
  change: PendingChange,
): readonly OfferedAction[] {
  return wantedNames(change).map(({ action, attributes, edits }): OfferedAction => ({
    id: `wanted-names ${attributes.join(' ')} ${action.range.start}`,
    title: `Name it in the database as concertina.json wants: ${attributes.join(', ')}`,
    kind: 'quickFix',
    preferred: true,
    places: placesOf(analysis, [action]).places,
    rules: ['naming-convention'],
    resolve: () => {
      const changed = schemaEdits(analysis, edits, 'schema')
      if ('kind' in changed) return Promise.resolve(changed)
      return Promise.resolve({
        creations: [],
        edits: changed,
        annotations: {
          schema: {
            label: 'Name in the database',
            description: 'The application goes on using the names of the schema.',
            needsConfirmation: false,
          },
        },
      })
    },
  }))
}
