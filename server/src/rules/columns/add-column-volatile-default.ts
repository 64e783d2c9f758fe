import { concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedColumn } from '../phrases.js'
import { rewriteCauses } from '../rewriteCauses.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { volatilityOfDefault } from '../volatileDefault.js'

/**
 * Since PostgreSQL 11 a default that is the same for all rows is kept in the catalogue; one that
 * must be evaluated for each row writes every row (manual, ALTER TABLE: Notes).
 */
export const addColumnVolatileDefault: Rule = {
  id: 'add-column-volatile-default',
  severity: 'error',
  title: 'A column is added with a default that every row has to be rewritten for',
  check: (analysed, script) => {
    const causes = rewriteCauses(analysed)
    return concerned(analysed, script, 'addColumn', ({ table }) => table)
      .filter(({ action }) => causes.has(action))
      .flatMap(({ action, table }) => {
        const { name, default: value, generated } = action.column
        if (value === undefined || generated !== undefined) return []
        if (volatilityOfDefault(value, analysed.before) === 'constant') return []
        return [
          {
            message: inSentences(
              `Fills the new column ${quotedColumn(table, name)} by evaluating ${value.text} for every row.`,
              lockSentence(analysed),
              'Add the column without the default, set the default for new rows after that, and fill the old rows in batches.',
            ),
            action,
            object: { table, column: name },
            hurts: hurtByLocks(analysed),
            recipe: 'add-required-column',
            facts: { ...lockFacts(analysed), default: value.text },
          },
        ]
      })
  },
}
