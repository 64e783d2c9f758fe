import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import type { NewTable } from './newTable.js'

/** Columns of the new table that a trigger gives a value, beside those that the plan is about. */
export type MadeValues = readonly { readonly column: string; readonly value: string }[]

/**
 * What a trigger has to give a row that it makes for old code, the columns `known` aside: a key that
 * Prisma Client would make, and the time of an @updatedAt.
 */
export function madeValues(
  { created, model }: NewTable,
  known: readonly string[],
): MadeValues | RecipeRefusal {
  const keys = model.keys.filter(({ kind }) => kind === 'primaryKey').flatMap((one) => one.columns)
  const made: { column: string; value: string }[] = []
  for (const { name, type, notNull, default: value, serial, identity, generated } of created) {
    const isMade =
      value !== undefined || serial || identity !== undefined || generated !== undefined
    if (known.includes(name) || !notNull || isMade) continue
    if (model.columns.some(({ column, updatedAt }) => column === name && updatedAt)) {
      made.push({ column: name, value: 'CURRENT_TIMESTAMP' })
    } else if (keys.includes(name) && (type === 'text' || type === 'uuid')) {
      made.push({ column: name, value: `gen_random_uuid()${type === 'text' ? '::text' : ''}` })
    } else {
      return refusal(
        `"${name}" of "${model.table}" is required and has no default in the database, so that no row can be made there for old code. Make it optional, or give it a default.`,
      )
    }
  }
  return made
}
