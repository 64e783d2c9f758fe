import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { fewOf, quotedColumn, quotedTable } from '../phrases.js'
import { resolveType } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { nodeOf } from '../statementNode.js'
import { columnsOfType } from '../typeUsers.js'

/** PostgreSQL does not convert the values of a row type inside tables (measured: 0A000). */
export const compositeTypeChange: Rule = {
  id: 'composite-type-change',
  severity: 'warning',
  title: 'An attribute of a row type changes while columns have the type',
  check: (analysed) =>
    actionsOfKind(analysed, 'alterTableOther').flatMap((action) => {
      if (nodeOf(analysed, 'AlterTableStmt', action)?.objtype !== 'OBJECT_TYPE') return []
      const { table: type, command, name = '' } = action
      const users = columnsOfType(analysed, resolveType(type))
      const isDropped = command === 'AT_DropColumn'
      if (users.length === 0 || (!isDropped && command !== 'AT_AlterColumnType')) return []
      const columns = fewOf(users.map(({ table, column }) => quotedColumn(table, column)))
      const attribute = `the attribute ${quoteIdentifier(name)} of the type ${quotedTable(resolveType(type))}`
      return [
        {
          message: isDropped
            ? `Drops ${attribute}: its values in ${columns} are lost, and running code that names it fails. Deploy code that does not use it first.`
            : `Changes ${attribute}, which PostgreSQL refuses while a column has the type (0A000): ${columns}. Create a new type, add a column of it, and copy the values.`,
          action,
          object: { type: resolveType(type) },
          hurts: isDropped ? ['data', 'old-code'] : ['new-code'],
          ...(analysed.evidence.kind === 'refused' ? { severity: 'error' } : {}),
          facts: { columns: users.map(({ table, column }) => `${table}.${column}`) },
        } as const,
      ]
    }),
}
