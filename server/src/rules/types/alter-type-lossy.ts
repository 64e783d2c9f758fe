import { inSentences } from '../phrases.js'
import type { Rule } from '../rule.js'
import { blame, sayChange, typeChanges, typeFacts } from './columnTypeChange.js'
import { outcomeOfChange } from './outcomeOfChange.js'

/** A cast rounds and cuts without a word (manual, sections 8.1, 8.3, 8.5 and 8.14). */
export const alterTypeLossy: Rule = {
  id: 'alter-type-lossy',
  severity: 'error',
  title: 'A type change silently changes values',
  yieldsTo: ['alter-type-uncastable'],
  check: (analysed, script) =>
    typeChanges(analysed, script).flatMap((change) => {
      const { changes, fails } = outcomeOfChange(change, analysed)
      if (changes === undefined) return []
      return [
        {
          message: inSentences(
            `${sayChange(change)}, which changes values without an error and for good: ${changes}.`,
            fails === undefined ? '' : `It fails if ${fails}.`,
            'Copy the values into a new column of the new type, and keep the old one until they have been compared.',
          ),
          ...blame(change),
          hurts: ['data'],
          facts: { ...typeFacts(change), loss: changes },
        },
      ]
    }),
}
