import { actionsOfKind } from '../concerned.js'
import { quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'

/** It has columns and rows, and nothing else of the tables that it reads (manual, CREATE TABLE AS). */
export const ctasUntyped: Rule = {
  id: 'ctas-untyped',
  severity: 'information',
  title: 'A table made from a query has no keys, defaults or constraints',
  check: (analysed, { statements }) =>
    actionsOfKind(analysed, 'createTableAs').flatMap((action) => {
      const table = resolveRelation(analysed.before, action.table)
      if (action.materialized || action.persistence === 'temporary') return []
      if (isDroppedLater(table, statements.slice(analysed.index + 1))) return []
      return [
        {
          message: `Creates ${quotedTable(table)} from a query: it has no primary key, default, NOT NULL or index, whatever the tables that it reads have. Create the table first, then fill it with INSERT … SELECT.`,
          action,
          object: { table },
          hurts: ['new-code'],
        },
      ]
    }),
}

/** A scratch table of the script itself. */
function isDroppedLater(table: string, later: readonly AnalysedStatement[]): boolean {
  return later.some((statement) =>
    actionsOfKind(statement, 'dropTable').some(
      (drop) => resolveRelation(statement.before, drop.table) === table,
    ),
  )
}
