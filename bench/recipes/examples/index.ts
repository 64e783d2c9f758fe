import type { RecipeExample } from '../example.js'
import { columnExamples } from './columns.js'
import { constraintExamples } from './constraints.js'
import { enumExamples } from './enums.js'
import { keyExamples } from './keys.js'
import { tableExamples } from './tables.js'
import { typeExamples } from './types.js'

/** One for each recipe. */
export const examples: readonly RecipeExample[] = [
  ...columnExamples,
  ...typeExamples,
  ...constraintExamples,
  ...enumExamples,
  ...tableExamples,
  ...keyExamples,
]
