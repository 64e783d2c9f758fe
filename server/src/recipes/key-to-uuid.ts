import { keyChanges } from './key/keyChange.js'
import { keyReplaceDraft } from './key/keyReplaceDraft.js'
import { keySubject, keySwapTitle } from './key/keySubject.js'
import type { Recipe } from './recipe.js'

/** C6: keys that nobody can count or guess, for a table and all that refers to it. */
export const keyToUuid: Recipe = {
  id: 'key-to-uuid',
  operation: 'C6',
  title: 'Make an integer key a UUID, with all columns that refer to it',
  detect: (change) =>
    keyChanges(change, 'C6').map((key) => ({
      recipe: 'key-to-uuid',
      title: `${keySwapTitle(key)}, both kinds side by side meanwhile: expand, migrate, contract`,
      subject: keySubject(key, () => []),
      actions: key.actions,
      questions: [],
      draft: () =>
        keyReplaceDraft(key, {
          recipe: 'key-to-uuid',
          operation: 'C6',
          generator: () => 'gen_random_uuid()',
          answers: {},
          word: 'uuid',
        }),
    })),
}
