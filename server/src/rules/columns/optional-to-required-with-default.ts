import { quoteIdentifier } from '../../sql/quoting.js'
import { lockSentence } from '../lockPhrases.js'
import { newlyRequired } from '../newlyRequired.js'
import { inSentences, quotedColumn, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** Prisma writes SET NOT NULL and SET DEFAULT, but no UPDATE: a default is for new rows only. */
export const optionalToRequiredWithDefault: Rule = {
  id: 'optional-to-required-with-default',
  severity: 'error',
  title: 'A column becomes required with a default that does not fill the old rows',
  yieldsTo: ['set-not-null-existing-nulls'],
  check: (analysed, script) =>
    newlyRequired(analysed, script).flatMap(({ action, table, default: value }) => {
      if (value === undefined) return []
      const column = quoteIdentifier(action.column)
      return [
        {
          message: inSentences(
            `Makes ${quotedColumn(table, action.column)} required with the default ${value}, which only new rows get: it fails if an old row holds NULL.`,
            lockSentence(analysed),
            `Fill the old rows in an earlier migration, in batches: UPDATE ${quotedTable(table)} SET ${column} = ${value} WHERE ${column} IS NULL.`,
          ),
          action,
          object: { table, column: action.column },
          hurts: hurtByLocks(analysed),
          recipe: 'set-not-null',
          facts: { ...lockFacts(analysed), default: value },
        },
      ]
    }),
}
