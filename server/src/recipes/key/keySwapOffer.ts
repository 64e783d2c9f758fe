import { keySwapDraft } from './keySwapDraft.js'
import type { KeyChange } from './keyChange.js'
import { keySubject, keySwapTitle } from './keySubject.js'
import type { Recipe, RecipeOffer } from '../recipe.js'

export function keySwapOffer(
  change: KeyChange,
  about: Pick<Recipe, 'id' | 'operation'>,
): RecipeOffer {
  return {
    recipe: about.id,
    title: `${keySwapTitle(change)} by columns beside them: expand, migrate, contract`,
    subject: keySubject(change, () => []),
    actions: change.actions,
    questions: [],
    draft: () => keySwapDraft(change, about),
  }
}
