import { actionsOfKind } from '../concerned.js'
import { fewOf, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { tablesRead } from '../tablesRead.js'

/** The query runs at once unless WITH NO DATA says otherwise (manual, CREATE MATERIALIZED VIEW). */
export const matviewWithData: Rule = {
  id: 'matview-with-data',
  severity: 'information',
  title: 'A materialized view is filled inside the migration',
  check: (analysed) =>
    actionsOfKind(analysed, 'createTableAs').flatMap((action) => {
      const view = resolveRelation(analysed.before, action.table)
      const read = tablesRead(analysed, view)
      if (!action.materialized || !action.withData || read.length === 0) return []
      return [
        {
          message: `Runs the query of ${quotedTable(view)} over ${fewOf(read.map(quotedTable))} inside the migration: nobody waits for it but the deployment, and VACUUM cannot remove old rows meanwhile. Create it WITH NO DATA and refresh it afterwards if the query is slow; until then reading it fails.`,
          action,
          object: { table: view },
          hurts: [],
          facts: { reads: read },
        },
      ]
    }),
}
