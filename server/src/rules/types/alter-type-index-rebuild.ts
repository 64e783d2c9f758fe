import { quoteIdentifier } from '../../sql/quoting.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, listed } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { blame, sayChange, typeFacts } from './columnTypeChange.js'
import { changesReadingAgain } from './readAgain.js'

/** Types may be stored alike and sorted differently: the rows stay, their indexes do not. */
export const alterTypeIndexRebuild: Rule = {
  id: 'alter-type-index-rebuild',
  severity: 'warning',
  title: 'A type change builds the indexes of the column anew while nobody can use the table',
  yieldsTo: ['collation-change'],
  check: (analysed, script) =>
    changesReadingAgain(analysed, script)
      .filter(({ indexes }) => indexes.length > 0)
      .map((change) => {
        const names = change.indexes.map(({ name }) => name)
        const isUnique = change.indexes.some(({ unique }) => unique)
        return {
          message: inSentences(
            `${sayChange(change)}, which leaves the rows alone and builds ${listed(names.map(quoteIdentifier))} anew.`,
            lockSentence(analysed),
            isUnique ? 'It fails (23505) if two values are equal in the new type.' : '',
            'Add a column of the new type with its index built CONCURRENTLY, and swap the columns; or drop the index before, and build it CONCURRENTLY after it, in migrations of their own.',
          ),
          ...blame(change),
          hurts: hurtByLocks(analysed),
          facts: { ...lockFacts(analysed), ...typeFacts(change), indexes: names },
        }
      }),
}
