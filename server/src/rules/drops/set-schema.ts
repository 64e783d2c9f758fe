import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind, concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { inOneTransaction } from '../transactionOf.js'

/** The indexes, constraints and owned sequences move along (manual, ALTER TABLE: SET SCHEMA). */
export const setSchema: Rule = {
  id: 'set-schema',
  severity: 'error',
  title: 'A table moves to another schema while running code still looks in the old one',
  check: (analysed, script) =>
    concerned(analysed, script, 'setTableSchema', ({ table }) => table)
      .filter(({ table }) => !keepsName(table, analysed, script))
      .map(({ action, table }) => ({
        message: inSentences(
          `Moves the table ${quotedTable(table)} to the schema ${quoteIdentifier(action.newSchema)}: from then on every query of running code that looks for it in its old schema fails.`,
          lockSentence(analysed),
          'Create a view under the old name in the same transaction, and drop it when no running code needs it any more.',
        ),
        action,
        object: { table },
        hurts: ['old-code', ...hurtByLocks(analysed)],
        facts: { ...lockFacts(analysed), to: action.newSchema },
      })),
}

function keepsName(table: string, analysed: AnalysedStatement, script: AnalysedScript): boolean {
  return script.statements
    .slice(analysed.index + 1)
    .filter((later) => inOneTransaction(analysed, later, script))
    .some((later) =>
      actionsOfKind(later, 'createView').some(
        ({ view }) => resolveRelation(later.before, view) === table,
      ),
    )
}
