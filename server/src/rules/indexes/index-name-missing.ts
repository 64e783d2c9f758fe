import { actionsOfKind } from '../concerned.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'

/** PostgreSQL then makes a name up (manual, CREATE INDEX: name), and Prisma's convention is another. */
export const indexNameMissing: Rule = {
  id: 'index-name-missing',
  severity: 'hint',
  title: 'An index is created without a name',
  offByDefault: true,
  check: (analysed) =>
    actionsOfKind(analysed, 'createIndex').flatMap((action) => {
      if (action.index.name !== undefined) return []
      const table = resolveRelation(analysed.before, action.index.table)
      return {
        message: inSentences(
          `Creates an index on ${quotedTable(table)} without a name: PostgreSQL chooses one that may differ between databases, and that Prisma does not expect.`,
          'Give it the name that the schema shows, by default table_column_idx.',
        ),
        action,
        object: { table },
        hurts: [],
      }
    }),
}
