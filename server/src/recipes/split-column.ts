import type { Recipe } from './recipe.js'
import { reshapeOffers } from './reshape/reshapeOffer.js'

/** D1: a column whose parts get columns of their own. */
export const splitColumn: Recipe = {
  id: 'split-column',
  operation: 'D1',
  title: 'Split a column',
  detect: (change) =>
    reshapeOffers(change, { recipe: 'split-column', operation: 'D1', way: 'split' }),
}
