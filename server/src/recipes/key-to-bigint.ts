import { isSmallerInteger } from '../rules/typeRoute.js'
import { typePartsOf } from '../rules/typeChange.js'
import { keyChanges } from './key/keyChange.js'
import { keySwapOffer } from './key/keySwapOffer.js'
import type { Recipe } from './recipe.js'

/** C5: more room for a key, and for every column that refers to it. */
export const keyToBigint: Recipe = {
  id: 'key-to-bigint',
  operation: 'C5',
  title: 'Make an integer key a BigInt, with all columns that refer to it',
  detect: (change) =>
    keyChanges(change, 'C5')
      .filter(({ members }) =>
        members.every(({ old, now }) =>
          isSmallerInteger(typePartsOf(old.type), typePartsOf(now.type)),
        ),
      )
      .map((key) => keySwapOffer(key, { id: 'key-to-bigint', operation: 'C5' })),
}
