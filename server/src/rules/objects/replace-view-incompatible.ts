import { actionsOfKind } from '../concerned.js'
import { quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'

/** OR REPLACE may only add columns at the end (manual, CREATE VIEW). */
export const replaceViewIncompatible: Rule = {
  id: 'replace-view-incompatible',
  severity: 'error',
  title: 'A view is replaced by one without its columns, which PostgreSQL refuses',
  check: (analysed) => {
    const { evidence } = analysed
    if (evidence.kind !== 'refused' || evidence.failure.sqlState !== invalidTableDefinition) {
      return []
    }
    const { message } = evidence.failure
    return actionsOfKind(analysed, 'createView')
      .filter(({ replace }) => replace)
      .map((action) => {
        const view = resolveRelation(analysed.before, action.view)
        return {
          message: `Replaces the view ${quotedTable(view)} by one that does not begin with the same columns: PostgreSQL refuses that (${message}), and the migration fails. Keep the columns as they are and add new ones at the end, or drop the view and create it again in one transaction, after the code that reads the old columns is gone.`,
          action,
          object: { table: view },
          hurts: ['new-code'],
        }
      })
  },
}

const invalidTableDefinition = '42P16'
