import { actionsOfKind } from '../concerned.js'
import { executionSentence } from '../executionPhrases.js'
import { inSentences } from '../phrases.js'
import type { Rule } from '../rule.js'
import { blockAround } from '../transactionOf.js'

/** PostgreSQL only warns: 25P01, SET LOCAL can only be used in transaction blocks. */
export const setLocalWithoutTransaction: Rule = {
  id: 'set-local-without-transaction',
  severity: 'warning',
  title: 'SET LOCAL outside a transaction has no effect',
  check: (analysed, script) =>
    blockAround(analysed, script) !== undefined
      ? []
      : actionsOfKind(analysed, 'set')
          // A DO block runs in a transaction of its own.
          .filter(({ local, inBlock }) => local && inBlock !== true)
          .map((action) => ({
            message: inSentences(
              `SET LOCAL ${action.name} has no effect: it ends with its transaction, which is this statement alone.`,
              script.execution === 'split' ? executionSentence(script) : '',
              `Write SET ${action.name} without LOCAL and RESET it at the end of the file, or put BEGIN and COMMIT around the statements.`,
            ),
            action,
            object: {},
            hurts: [],
            facts: { setting: action.name },
          })),
}
