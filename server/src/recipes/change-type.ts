import { typeSwapRecipe } from './swap/swapOffer.js'

/** C2: a cast that keeps every value and writes every row. */
export const changeType = typeSwapRecipe({
  id: 'change-type',
  operation: 'C2',
  title: 'Change the type of a column',
})
