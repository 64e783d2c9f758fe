import { offerToMove } from './relations/movedTable.js'
import type { Recipe } from './recipe.js'
import { newSchemaOf, renamedTables } from './rename/renamedTable.js'

/** B2: a table under a new name, with a view under the old one until no code needs it. */
export const renameTable: Recipe = {
  id: 'rename-table',
  operation: 'B2',
  title: 'Rename a table',
  detect: (change) =>
    renamedTables(change)
      .filter((renamed) => newSchemaOf(renamed) === renamed.old.schema)
      .map((renamed) => offerToMove(renameTable, renamed)),
}
