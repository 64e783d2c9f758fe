import { actionsOfKind } from '../concerned.js'
import { fewOf, quotedTable } from '../phrases.js'
import { isTemporary, resolveRelation } from '../resolveName.js'
import type { Rule, RuleFinding } from '../rule.js'
import { nodeOf } from '../statementNode.js'
import { tablesRead } from '../tablesRead.js'

/** VACUUM keeps what the oldest transaction may still see (manual, section 24.1.2). */
export const longTransactionDataLoad: Rule = {
  id: 'long-transaction-data-load',
  severity: 'information',
  title: 'Rows are copied from one table to another in one transaction',
  yieldsTo: [
    'backfill-under-exclusive-lock',
    'ctas-untyped',
    'duplicate-column-assignment',
    'statement-after-exclusive',
  ],
  check: (analysed) => {
    const loads = [
      ...actionsOfKind(analysed, 'insert').filter(
        (action) => nodeOf(analysed, 'InsertStmt', action)?.selectStmt !== undefined,
      ),
      ...actionsOfKind(analysed, 'createTableAs').filter(
        ({ materialized, withData, persistence }) =>
          !materialized && withData && persistence !== 'temporary',
      ),
    ]
    return loads.slice(0, 1).flatMap((action): readonly RuleFinding[] => {
      const table = resolveRelation(analysed.before, action.table)
      const read = tablesRead(analysed, table)
      if (read.length === 0 || isTemporary(table)) return []
      return [
        {
          message: `Copies rows of ${fewOf(read.map(quotedTable))} into ${quotedTable(table)} in one transaction: the deployment takes as long, VACUUM keeps old rows of the whole database meanwhile, and rows that running code writes to ${fewOf(read.map(quotedTable))} afterwards are not copied. Where the rows are many, copy them in batches outside the migration.`,
          action,
          object: { table },
          hurts: [],
          facts: { reads: read },
        },
      ]
    })
  },
}
