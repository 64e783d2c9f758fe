import { actionsOfKind } from '../concerned.js'
import type { Rule } from '../rule.js'
import { mentionsSetting } from './settings.js'

export const idleInTransactionTimeout: Rule = {
  id: 'idle-in-transaction-timeout',
  severity: 'hint',
  offByDefault: true,
  title: 'A transaction is opened without idle_in_transaction_session_timeout',
  check: (analysed, script) => {
    const begins = actionsOfKind(analysed, 'transaction').filter(
      ({ command }) => command === 'begin',
    )
    if (begins.length === 0) return []
    if (mentionsSetting('idle_in_transaction_session_timeout', script)) return []
    return begins.map((action) => ({
      message:
        'If the connection of the deployment hangs after this BEGIN, its locks stay. Write SET idle_in_transaction_session_timeout before it, or set it on the role that deploys.',
      action,
      object: {},
      hurts: [],
    }))
  },
}
