import { quoteIdentifier } from '../../sql/quoting.js'
import { lockSentence } from '../lockPhrases.js'
import { newlyRequired } from '../newlyRequired.js'
import { inSentences, quotedColumn } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** The proof is a scan under ACCESS EXCLUSIVE (manual, ALTER TABLE: SET NOT NULL). */
export const setNotNullScan: Rule = {
  id: 'set-not-null-scan',
  severity: 'warning',
  title: 'SET NOT NULL reads the whole table while nobody can use it',
  check: (analysed, script) =>
    newlyRequired(analysed, script)
      .filter((required) => required.default === undefined)
      .map(({ action, table }) => ({
        message: inSentences(
          `Makes ${quotedColumn(table, action.column)} required, which fails if a row holds NULL.`,
          lockSentence(analysed),
          `Add CHECK (${quoteIdentifier(action.column)} IS NOT NULL) NOT VALID first, validate it in a migration of its own, and PostgreSQL needs no scan for SET NOT NULL.`,
        ),
        action,
        object: { table, column: action.column },
        hurts: hurtByLocks(analysed),
        recipe: 'set-not-null',
        facts: lockFacts(analysed),
      })),
}
