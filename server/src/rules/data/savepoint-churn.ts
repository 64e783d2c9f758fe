import { actionsOfKind } from '../concerned.js'
import type { Rule } from '../rule.js'
import { earlierInTransaction } from '../transactionOf.js'
import type { AnalysedStatement } from '../script.js'

/** A session shows so many open subtransactions to others at no cost (manual, section 67.3). */
const shown = 64

/** Each savepoint in which something is written takes a transaction number of its own. */
export const savepointChurn: Rule = {
  id: 'savepoint-churn',
  severity: 'hint',
  offByDefault: true,
  title: 'Many savepoints in one transaction slow down every other session',
  check: (analysed, script) => {
    const [action] = savepoints(analysed)
    if (action === undefined) return []
    const earlier = earlierInTransaction(analysed, script).flatMap(savepoints)
    if (earlier.length !== shown) return []
    return [
      {
        message: `Sets more than ${shown} savepoints in one transaction: from here on every other session looks up on disk which of them are done. Split the file, or do without savepoints.`,
        action,
        object: {},
        hurts: ['readers', 'writers'],
      },
    ]
  },
}

function savepoints(analysed: AnalysedStatement) {
  return actionsOfKind(analysed, 'transaction').filter(({ command }) => command === 'savepoint')
}
