import { quoteIdentifier } from '../../sql/quoting.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, listed } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { blame, sayChange, typeFacts } from './columnTypeChange.js'
import { changesReadingAgain } from './readAgain.js'

/** A CHECK on the column is made anew with the new type, and so it is checked anew. */
export const alterTypeRecheck: Rule = {
  id: 'alter-type-recheck',
  severity: 'warning',
  title: 'A type change that needs no rewrite reads the whole table to check a constraint again',
  yieldsTo: ['alter-type-index-rebuild', 'collation-change'],
  check: (analysed, script) =>
    changesReadingAgain(analysed, script)
      .filter(({ checks }) => checks.length > 0)
      .map((change) => {
        const names = change.checks.map(({ name }) => name)
        return {
          message: inSentences(
            `${sayChange(change)}, which leaves the rows alone but checks ${listed(names.map(quoteIdentifier))} on all of them again.`,
            lockSentence(analysed),
            'Drop the CHECK before, change the type, add the CHECK again with NOT VALID, and validate it in a migration of its own.',
          ),
          ...blame(change),
          hurts: hurtByLocks(analysed),
          facts: { ...lockFacts(analysed), ...typeFacts(change), constraints: names },
        }
      }),
}
