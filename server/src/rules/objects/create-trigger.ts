import { quoteIdentifier } from '../../sql/quoting.js'
import { concerned } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { isOwnTrigger } from '../ownTrigger.js'
import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** SHARE ROW EXCLUSIVE for a moment (manual, CREATE TRIGGER), and work for every row from then on. */
export const createTrigger: Rule = {
  id: 'create-trigger',
  severity: 'warning',
  title: 'A new trigger runs for the writes of running code, which do not know it',
  check: (analysed, script) =>
    knownWork(analysed).basis === 'refused'
      ? []
      : concerned(analysed, script, 'createTrigger', ({ table }) => table)
          .filter(({ action }) => !isOwnTrigger(action.name))
          .map(({ action, table }) => ({
            message: inSentences(
              `Puts the trigger ${quoteIdentifier(action.name)} on ${quotedTable(table)}: from then on it runs with the writes of running code too, and an error in it fails them.`,
              lockSentence(analysed),
              'Test it with the writes of the running version, and set a short lock_timeout before it.',
            ),
            action,
            object: { table },
            hurts: ['old-code', ...hurtByLocks(analysed)],
            facts: lockFacts(analysed),
          })),
}
