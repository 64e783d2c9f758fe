import { recipes } from '../recipes/index.js'
import type { PendingChange, RecipeOffer } from '../recipes/recipe.js'

/**
 * The plan of a recipe that takes requests, for a table that somebody names: `public.Log`, `Log`, or by its model.
 * Undefined where the recipe takes none, or no model stands for the table.
 */
export function requestedOffer(
  change: PendingChange,
  recipe: string,
  object: string,
): RecipeOffer | undefined {
  const request = recipes.find(({ id }) => id === recipe)?.request
  const found = change.target.tables.find(({ schema = 'public', table, model }) =>
    [`${schema}.${table}`, table, model].includes(object),
  )
  if (request === undefined || found === undefined) return undefined
  const { schema, table: name } = found
  return request(change, schema === undefined ? { name } : { schema, name })
}
