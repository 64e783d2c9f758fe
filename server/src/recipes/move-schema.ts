import { offerToMove } from './relations/movedTable.js'
import type { Recipe } from './recipe.js'
import { newSchemaOf, renamedTables } from './rename/renamedTable.js'

/** B4: a table in another schema, with a view in the old one until no code needs it. */
export const moveSchema: Recipe = {
  id: 'move-schema',
  operation: 'B4',
  title: 'Move a table to another schema',
  detect: (change) =>
    renamedTables(change)
      .filter((renamed) => newSchemaOf(renamed) !== renamed.old.schema)
      .map((renamed) => offerToMove(moveSchema, renamed)),
}
