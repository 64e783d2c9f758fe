import type { Recipe } from './recipe.js'
import { reshapeOffers } from './reshape/reshapeOffer.js'

/** D2: columns that become one. */
export const mergeColumns: Recipe = {
  id: 'merge-columns',
  operation: 'D2',
  title: 'Merge columns',
  detect: (change) =>
    reshapeOffers(change, { recipe: 'merge-columns', operation: 'D2', way: 'merge' }),
}
