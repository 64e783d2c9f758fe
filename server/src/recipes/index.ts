import { addForeignKey } from './add-foreign-key.js'
import { addIndex } from './add-index.js'
import { addUnique } from './add-unique.js'
import { addRequiredColumn } from './add-required-column.js'
import { changeReferentialAction } from './change-referential-action.js'
import { dropColumn } from './drop-column.js'
import { dropTable } from './drop-table.js'
import type { Recipe } from './recipe.js'
import { renameColumn } from './rename-column.js'
import { setNotNull } from './set-not-null.js'

/** Every recipe, in the order in which their offers are shown. */
export const recipes: readonly Recipe[] = [
  renameColumn,
  addRequiredColumn,
  setNotNull,
  dropColumn,
  dropTable,
  addIndex,
  addUnique,
  addForeignKey,
  changeReferentialAction,
]
