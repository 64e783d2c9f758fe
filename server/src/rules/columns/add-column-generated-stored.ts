import { concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedColumn } from '../phrases.js'
import { rewriteCauses } from '../rewriteCauses.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** A stored value must be computed and written for every row (manual, section 5.4, Generated Columns). */
export const addColumnGeneratedStored: Rule = {
  id: 'add-column-generated-stored',
  severity: 'error',
  title: 'A stored generated column is added, and every row is rewritten to hold its value',
  check: (analysed, script) => {
    const causes = rewriteCauses(analysed)
    return concerned(analysed, script, 'addColumn', ({ table }) => table)
      .filter(({ action }) => causes.has(action) && action.column.generated === 'stored')
      .map(({ action, table }) => ({
        message: inSentences(
          `Computes the generated column ${quotedColumn(table, action.column.name)} for every row and stores it.`,
          lockSentence(analysed),
          script.postgresVersion < firstWithVirtual ? byTrigger : `${virtual} ${byTrigger}`,
        ),
        action,
        object: { table, column: action.column.name },
        hurts: hurtByLocks(analysed),
        facts: lockFacts(analysed),
      }))
  },
}

const firstWithVirtual = 18
const virtual =
  'Write VIRTUAL for STORED, which computes the value when it is read and writes no row.'
const byTrigger =
  'To store it without the rewrite, add a plain column, let a trigger fill it in new rows, and fill the old ones in batches.'
