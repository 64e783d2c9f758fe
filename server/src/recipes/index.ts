import { shrinkType } from './shrink-type.js'
import { textToEnum } from './text-to-enum.js'
import { changeType } from './change-type.js'
import { scalarToList } from './scalar-to-list.js'
import { addCheck } from './add-check.js'
import { changePrimaryKey } from './change-primary-key.js'
import { convertType } from './convert-type.js'
import { floatToDecimal } from './float-to-decimal.js'
import { intToBigint } from './int-to-bigint.js'
import { jsonToJsonb } from './json-to-jsonb.js'
import { timestampToTimestamptz } from './timestamp-to-timestamptz.js'
import { widenType } from './widen-type.js'
import { addForeignKey } from './add-foreign-key.js'
import { addIndex } from './add-index.js'
import { addUnique } from './add-unique.js'
import { addRequiredColumn } from './add-required-column.js'
import { changeReferentialAction } from './change-referential-action.js'
import { changeDefault } from './change-default.js'
import { dropIndex } from './drop-index.js'
import { dropNotNull } from './drop-not-null.js'
import { dropColumn } from './drop-column.js'
import { addEnumValue } from './add-enum-value.js'
import { dropTable } from './drop-table.js'
import { explicitJoinModel } from './explicit-join-model.js'
import { keyToBigint } from './key-to-bigint.js'
import { keyToText } from './key-to-text.js'
import { keyToUuid } from './key-to-uuid.js'
import { renameEnumValue } from './rename-enum-value.js'
import { removeEnumValue } from './remove-enum-value.js'
import { manyToMany } from './many-to-many.js'
import { mergeColumns } from './merge-columns.js'
import { mergeTables } from './merge-tables.js'
import { oneToMany } from './one-to-many.js'
import { renameTable } from './rename-table.js'
import { moveSchema } from './move-schema.js'
import { renameColumnView } from './rename-column-view.js'
import type { Recipe } from './recipe.js'
import { renameColumn } from './rename-column.js'
import { setNotNull } from './set-not-null.js'
import { shadowTable } from './shadow-table.js'
import { updatedAt } from './updated-at.js'
import { splitColumn } from './split-column.js'
import { splitTable } from './split-table.js'
import { valueToTable } from './value-to-table.js'

/** Every recipe, in the order in which their offers are shown. */
export const recipes: readonly Recipe[] = [
  renameColumn,
  renameColumnView,
  renameTable,
  moveSchema,
  addRequiredColumn,
  updatedAt,
  setNotNull,
  manyToMany,
  splitTable,
  valueToTable,
  dropColumn,
  mergeTables,
  dropTable,
  splitColumn,
  mergeColumns,
  explicitJoinModel,
  addEnumValue,
  removeEnumValue,
  renameEnumValue,
  changePrimaryKey,
  addIndex,
  addUnique,
  addCheck,
  addForeignKey,
  changeReferentialAction,
  oneToMany,
  dropIndex,
  dropNotNull,
  changeDefault,
  widenType,
  changeType,
  convertType,
  scalarToList,
  keyToBigint,
  keyToUuid,
  keyToText,
  intToBigint,
  floatToDecimal,
  timestampToTimestamptz,
  jsonToJsonb,
  textToEnum,
  shrinkType,
  shadowTable,
]
