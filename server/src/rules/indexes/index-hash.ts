import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'

/** It knows equality only, and can be neither unique nor of several columns (manual, section 66.6). */
export const indexHash: Rule = {
  id: 'index-hash',
  severity: 'hint',
  title: 'A hash index is created where a B-tree does the same and more',
  offByDefault: true,
  check: (analysed) =>
    actionsOfKind(analysed, 'createIndex').flatMap((action) => {
      const { name, method } = action.index
      if (method !== 'hash') return []
      const table = resolveRelation(analysed.before, action.index.table)
      const which = name === undefined ? 'An index' : `The index ${quoteIdentifier(name)}`
      return {
        message: inSentences(
          `${which} on ${quotedTable(table)} is a hash index: it finds equal values only, sorts nothing, and cannot be unique.`,
          'Use a B-tree unless you have measured that the hash index is better.',
        ),
        action,
        object: { table, ...(name === undefined ? {} : { index: name }) },
        hurts: [],
      }
    }),
}
