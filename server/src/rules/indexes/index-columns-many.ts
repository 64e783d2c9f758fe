import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'

/** A matter of taste, which the manual shares: more than three columns seldom help (section 11.3). */
export const indexColumnsMany: Rule = {
  id: 'index-columns-many',
  severity: 'hint',
  title: 'An index has more than three columns',
  offByDefault: true,
  check: (analysed) =>
    actionsOfKind(analysed, 'createIndex').flatMap((action) => {
      const { columns, unique, name } = action.index
      if (unique || columns.length <= 3) return []
      const table = resolveRelation(analysed.before, action.index.table)
      const which = name === undefined ? 'An index' : `The index ${quoteIdentifier(name)}`
      return {
        message: inSentences(
          `${which} on ${quotedTable(table)} has ${columns.length} columns: it grows large, and the last of them seldom help a search.`,
          'Leave out the columns that no query needs to narrow down its rows.',
        ),
        action,
        object: { table, ...(name === undefined ? {} : { index: name }) },
        hurts: ['writers'],
        facts: { columns: columns.length },
      }
    }),
}
