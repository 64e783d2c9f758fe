import { actionsOfKind } from '../concerned.js'
import type { Rule } from '../rule.js'

/** Prisma marks the migration as applied; nothing of it is there when the connection closes. */
export const uncommittedTransaction: Rule = {
  id: 'uncommitted-transaction',
  severity: 'error',
  title: 'A transaction is begun and never committed',
  check: (analysed, { statements }) =>
    actionsOfKind(analysed, 'transaction')
      .filter(({ command }) => command === 'begin')
      .filter(() =>
        statements
          .slice(analysed.index + 1)
          .every((later) =>
            actionsOfKind(later, 'transaction').every(
              ({ command }) =>
                command !== 'begin' && command !== 'commit' && command !== 'rollback',
            ),
          ),
      )
      .map((action) => ({
        message:
          'BEGIN without COMMIT: later migrations of the same deploy run inside this transaction, and when the connection closes everything since is rolled back, although Prisma reported success. Write COMMIT at the end of the file.',
        action,
        object: {},
        hurts: ['data', 'new-code'],
      })),
}
