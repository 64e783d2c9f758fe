import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import { isSlow } from './heldLocks.js'
import { mentionsSetting } from './settings.js'
import { statementAction } from './statementAction.js'

export const missingStatementTimeout: Rule = {
  id: 'missing-statement-timeout',
  severity: 'hint',
  offByDefault: true,
  title: 'A long statement runs without statement_timeout',
  check: (analysed, script) => {
    if (script.origin === 'pending' || !mayBeCutOff(analysed)) return []
    if (mentionsSetting('statement_timeout', script)) return []
    const isTold = script.statements.slice(0, analysed.index).some(mayBeCutOff)
    return !isTold
      ? [
          {
            message:
              'The time of this statement grows with the table, and nothing ends it. Write SET statement_timeout at the top of the file, or set it on the role that deploys.',
            action: statementAction(analysed),
            object: {},
            hurts: [],
          },
        ]
      : []
  },
}

/** A build with CONCURRENTLY that is cut off leaves an invalid index (manual, CREATE INDEX). */
function mayBeCutOff(analysed: AnalysedStatement): boolean {
  const { statement } = analysed
  const actions = statement.kind === 'parsed' ? statement.actions : []
  return isSlow(analysed) && !actions.some((one) => 'concurrently' in one && one.concurrently)
}
