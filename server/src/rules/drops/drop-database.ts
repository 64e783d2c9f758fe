import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { inSentences } from '../phrases.js'
import type { Rule } from '../rule.js'

export const dropDatabase: Rule = {
  id: 'drop-database',
  severity: 'error',
  title: 'A database is dropped',
  check: (analysed) =>
    actionsOfKind(analysed, 'other').flatMap((action) => {
      const { statement } = analysed
      if (statement.kind === 'unparsed' || !('DropdbStmt' in statement.node)) return []
      const name = statement.node.DropdbStmt.dbname ?? ''
      return {
        message: inSentences(
          `Drops the database ${quoteIdentifier(name)} with all that it holds, in every environment where the migration is deployed; nothing but a backup brings it back.`,
          'Take the statement out: a migration changes one database, it does not remove databases.',
        ),
        action,
        object: {},
        hurts: ['data', 'old-code'],
        facts: { database: name },
      }
    }),
}
