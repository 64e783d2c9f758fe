import type { Node } from '@pgsql/types'
import type { SqlAction } from '../../sql/action.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { listed, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import { nodeOf } from '../statementNode.js'

/** One SET may assign a column once (measured: 42601; in the list of an INSERT 42701). */
export const duplicateColumnAssignment: Rule = {
  id: 'duplicate-column-assignment',
  severity: 'error',
  title: 'A statement assigns one column twice, which PostgreSQL refuses',
  check: (analysed) => {
    const actions = [...actionsOfKind(analysed, 'update'), ...actionsOfKind(analysed, 'insert')]
    return actions.flatMap((action) => {
      const twice = assignedTwice(action, analysed)
      if (twice.length === 0) return []
      const table = resolveRelation(analysed.before, action.table)
      return [
        {
          message: `Assigns ${listed(twice.map(quoteIdentifier))} of ${quotedTable(table)} more than once: PostgreSQL refuses the statement, and the migration fails. Keep the assignment that is meant.`,
          action,
          object: { table, ...(twice[0] === undefined ? {} : { column: twice[0] }) },
          hurts: ['new-code'],
        },
      ]
    })
  },
}

function assignedTwice(action: SqlAction, analysed: AnalysedStatement): readonly string[] {
  const insert = nodeOf(analysed, 'InsertStmt', action)
  const lists = [
    nodeOf(analysed, 'UpdateStmt', action)?.targetList,
    insert?.cols,
    insert?.onConflictClause?.targetList,
  ]
  return [...new Set(lists.flatMap(repeated))]
}

/** Elements of an array and fields of a row may be assigned one by one. */
function repeated(targets: readonly Node[] | undefined): readonly string[] {
  const names = (targets ?? []).flatMap((node) =>
    'ResTarget' in node && node.ResTarget.indirection === undefined
      ? (node.ResTarget.name ?? [])
      : [],
  )
  return names.filter((name, index) => names.indexOf(name) !== index)
}
