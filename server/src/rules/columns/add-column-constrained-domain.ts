import { concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedColumn } from '../phrases.js'
import { rewriteCauses } from '../rewriteCauses.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { volatilityOfDefault } from '../volatileDefault.js'

/**
 * PostgreSQL writes every row, even without a default, to see whether the domain allows its value.
 * Nothing but a rewrite without any other reason gives such a domain away.
 */
export const addColumnConstrainedDomain: Rule = {
  id: 'add-column-constrained-domain',
  severity: 'warning',
  title: 'A column of a domain with constraints is added, and every row is rewritten to check them',
  check: (analysed, script) => {
    const causes = rewriteCauses(analysed)
    return concerned(analysed, script, 'addColumn', ({ table }) => table)
      .filter(({ action }) => causes.has(action))
      .flatMap(({ action, table }) => {
        const { name, type, default: value, generated, identity, serial } = action.column
        const fillsItself = generated !== undefined || identity !== undefined || serial
        const isVolatile =
          value !== undefined && volatilityOfDefault(value, analysed.before) !== 'constant'
        if (fillsItself || isVolatile) return []
        return [
          {
            message: inSentences(
              `Adds ${quotedColumn(table, name)} of the domain ${type}, whose constraints PostgreSQL checks by writing every row anew.`,
              lockSentence(analysed),
              'Add the column with the type behind the domain, and put its rule on the table as a CHECK that is NOT VALID and validated in a migration of its own.',
            ),
            action,
            object: { table, column: name },
            hurts: hurtByLocks(analysed),
            facts: { ...lockFacts(analysed), domain: type },
          },
        ]
      })
  },
}
