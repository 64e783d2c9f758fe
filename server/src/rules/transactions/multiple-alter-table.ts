import { resolveRelation } from '../resolveName.js'
import { quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { earlierInTransaction } from '../transactionOf.js'
import { statementAction } from './statementAction.js'

export const multipleAlterTable: Rule = {
  id: 'multiple-alter-table',
  severity: 'hint',
  offByDefault: true,
  title: 'Several ALTER TABLE statements of one table lock it again each time',
  check: (analysed, script) => {
    const table = alteredTable(analysed)
    if (table === undefined || analysed.newTables.has(table)) return []
    if (!others(analysed, script).some((other) => alteredTable(other) === table)) return []
    return [
      {
        message: `Alters ${quotedTable(table)} again, as an earlier statement of this file does. One ALTER TABLE with both commands takes the lock once, and reads or rewrites the table once.`,
        action: statementAction(analysed),
        object: { table },
        hurts: [],
      },
    ]
  },
}

function others(analysed: AnalysedStatement, script: AnalysedScript): readonly AnalysedStatement[] {
  return script.execution === 'batch'
    ? earlierInTransaction(analysed, script)
    : script.statements.slice(0, analysed.index)
}

function alteredTable({ statement, before }: AnalysedStatement): string | undefined {
  if (statement.kind === 'unparsed' || !('AlterTableStmt' in statement.node)) return undefined
  const [action] = statement.actions
  return action !== undefined && 'table' in action && action.table !== undefined
    ? resolveRelation(before, action.table)
    : undefined
}
