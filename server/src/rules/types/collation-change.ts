import { quoteIdentifier } from '../../sql/quoting.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, listed, quotedColumn } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { blame } from './columnTypeChange.js'
import { changesReadingAgain } from './readAgain.js'

/** An index is sorted by its collation (manual, section 23.2). */
export const collationChange: Rule = {
  id: 'collation-change',
  severity: 'warning',
  title: 'Another collation builds the indexes of the column anew and changes their order',
  check: (analysed, script) =>
    changesReadingAgain(analysed, script)
      .filter(({ collates, indexes }) => collates && indexes.length > 0)
      .map((change) => {
        const { action, table, indexes } = change
        const names = indexes.map(({ name }) => name)
        const collation = quoteIdentifier(action.collation?.name ?? '')
        const isUnique = indexes.some(({ unique }) => unique)
        return {
          message: inSentences(
            `Sorts ${quotedColumn(table, action.column)} by the collation ${collation}, for which ${listed(names.map(quoteIdentifier))} ${names.length === 1 ? 'is' : 'are'} built anew.`,
            lockSentence(analysed),
            isUnique
              ? 'ORDER BY and comparisons change with it, and values that the new collation takes for equal make it fail (23505).'
              : 'ORDER BY and comparisons change with it.',
            'Build an index with the new collation CONCURRENTLY first, and let the queries name the collation; or drop the index before, and build it CONCURRENTLY after it, in migrations of their own.',
          ),
          ...blame(change),
          hurts: [...hurtByLocks(analysed), 'old-code'],
          facts: {
            ...lockFacts(analysed),
            collation: action.collation?.name ?? '',
            indexes: names,
          },
        }
      }),
}
