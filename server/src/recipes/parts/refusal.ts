import type { RecipeRefusal } from '../recipe.js'

/** `say` is for the user: what stands in the way, and what to do instead. */
export function refusal(say: string): RecipeRefusal {
  return { kind: 'refusal', say }
}
