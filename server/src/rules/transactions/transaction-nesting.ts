import { actionsOfKind } from '../concerned.js'
import { executionSentence } from '../executionPhrases.js'
import { inSentences } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

/** In a file that is one query, COMMIT also commits what stood before BEGIN (manual, section 55.2.2.1). */
export const transactionNesting: Rule = {
  id: 'transaction-nesting',
  severity: 'warning',
  title: 'COMMIT in the middle of a file leaves it half applied when the rest fails',
  check: (analysed, script) => {
    if (script.execution === 'split' || script.origin === 'pending') return []
    return actionsOfKind(analysed, 'transaction')
      .filter(({ command }) => command === 'commit')
      .filter(() => isInTheMiddle(analysed, script))
      .map((action) => ({
        message: inSentences(
          executionSentence(script),
          'This COMMIT ends it: everything above is kept even if a statement below fails, and then the migration is recorded as failed with half of it applied.',
          'Move what stands outside BEGIN … COMMIT into another migration.',
        ),
        action,
        object: {},
        hurts: ['new-code'],
      }))
  },
}

/** Something below changes the database; a file that is one block from BEGIN to COMMIT is fine. */
function isInTheMiddle({ index }: AnalysedStatement, { statements }: AnalysedScript): boolean {
  return statements.slice(index + 1).some(({ statement }) => {
    if (statement.kind === 'unparsed') return true
    return statement.actions.some(({ kind }) => !harmless.has(kind))
  })
}

const harmless: ReadonlySet<string> = new Set(['transaction', 'set', 'select'])
