import { inSentences } from '../phrases.js'
import { refusedBy } from '../refusedBy.js'
import type { Rule } from '../rule.js'
import { blame, sayChange, typeChanges, typeFacts } from './columnTypeChange.js'
import { outcomeOfChange } from './outcomeOfChange.js'
import { recipeOfType } from './recipeOfType.js'

/** PostgreSQL casts every value and stops at the first that the new type cannot hold. */
export const alterTypeNarrowing: Rule = {
  id: 'alter-type-narrowing',
  severity: 'error',
  title: 'A type change fails on values that the new type cannot hold',
  yieldsTo: ['alter-type-lossy', 'alter-type-uncastable'],
  check: (analysed, script) => {
    const refused = refusedBy(analysed, '22')
    return typeChanges(analysed, script).flatMap((change) => {
      const { fails } = outcomeOfChange(change, analysed)
      if (fails === undefined) return []
      return [
        {
          message: inSentences(
            `${sayChange(change)}, which fails if ${fails}, and so does running code that writes such a value afterwards.`,
            refused === undefined ? '' : `The migrations themselves write one: ${refused.message}.`,
            'Count such values first and clean them up; hold new ones off with a CHECK that is NOT VALID and validated in a migration of its own, and change the type then.',
          ),
          ...blame(change),
          hurts: ['old-code', 'data'],
          facts: typeFacts(change),
          ...recipeOfType(change, analysed),
        },
      ]
    })
  },
}
