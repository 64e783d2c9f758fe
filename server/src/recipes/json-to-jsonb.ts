import { typeSwapRecipe } from './swap/swapOffer.js'

/** C13: json in its binary form. */
export const jsonToJsonb = typeSwapRecipe({
  id: 'json-to-jsonb',
  operation: 'C13',
  title: 'Make a json column a jsonb column',
})
