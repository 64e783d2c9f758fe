import { typeSwapRecipe } from './swap/swapOffer.js'

/** C4: more room for a number that is no key. */
export const intToBigint = typeSwapRecipe({
  id: 'int-to-bigint',
  operation: 'C4',
  title: 'Make an integer column a BigInt',
})
