import { quoteIdentifier } from '../../sql/quoting.js'
import type { Rule } from '../rule.js'
import { nodesOf } from '../statementNode.js'

/** UPDATE and DELETE need a key once they are published (manual, section 29.1). */
export const createPublication: Rule = {
  id: 'create-publication',
  severity: 'information',
  title: 'Published tables need a key, or their updates fail',
  check: (analysed) =>
    nodesOf(analysed, 'CreatePublicationStmt').flatMap(
      ({ node: publication, actions: [action] }) => {
        if (action === undefined) return []
        const tables = publication.for_all_tables === true ? 'all tables' : 'its tables'
        return [
          {
            message: `Creates the publication ${quoteIdentifier(publication.pubname ?? '')}: UPDATE and DELETE of running code fail on ${tables} that have neither a primary key nor a replica identity, and the server needs wal_level = logical to serve it. Check the keys first, and create no publication in migrations that also run on development databases.`,
            action,
            object: {},
            hurts: ['old-code'],
          },
        ]
      },
    ),
}
