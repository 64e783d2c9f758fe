import { columns } from './columns.js'
import { constraints } from './constraints.js'
import { data } from './data.js'
import { drops } from './drops.js'
import { enums } from './enums.js'
import { indexes } from './indexes.js'
import { nullability } from './nullability.js'
import { objects } from './objects.js'
import { transactions } from './transactions.js'
import { schemaFields } from './schemaFields.js'
import { schemaForgotten, schemaHandmade } from './schemaHandmade.js'
import { schemaModels } from './schemaModels.js'
import type { SchemaTheme, SqlTheme } from './trap.js'
import { types } from './types.js'

export const sqlThemes: readonly SqlTheme[] = [
  columns,
  nullability,
  types,
  drops,
  indexes,
  constraints,
  enums,
  objects,
  data,
  transactions,
]

export const schemaThemes: readonly SchemaTheme[] = [
  schemaFields,
  schemaModels,
  schemaHandmade,
  schemaForgotten,
]
