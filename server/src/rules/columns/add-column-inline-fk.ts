import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedColumn, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { checkedConstraints } from './inlineConstraints.js'

/** Without a default all rows hold NULL, which refers to nothing, and PostgreSQL looks nothing up. */
export const addColumnInlineFk: Rule = {
  id: 'add-column-inline-fk',
  severity: 'warning',
  title: 'A foreign key written on a new column with a default looks up every row under lock',
  check: (analysed, script) =>
    checkedConstraints(analysed, script, ['foreignKey'], '23503')
      .filter(({ action }) => action.column.default !== undefined)
      .map(({ action, table, constraint, severity }) => {
        const parent = resolveRelation(analysed.before, constraint.references.table)
        return {
          message: inSentences(
            `Adds ${quotedColumn(table, action.column.name)} with a default and a foreign key to ${quotedTable(parent)}, and looks up the default for every row.`,
            lockSentence(analysed),
            'Add the column alone, the foreign key after it with NOT VALID, and validate it in a migration of its own.',
          ),
          severity,
          action,
          object: { table, column: action.column.name },
          hurts: hurtByLocks(analysed),
          facts: { ...lockFacts(analysed), references: parent },
        }
      }),
}
