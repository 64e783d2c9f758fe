import { typeSwapRecipe } from './swap/swapOffer.js'

/** C10: a float, or a decimal with more digits, as a decimal: values are rounded. */
export const floatToDecimal = typeSwapRecipe({
  id: 'float-to-decimal',
  operation: 'C10',
  title: 'Make a column a Decimal, or one with fewer digits',
})
