import type { QualifiedName, SqlAction } from '../../sql/action.js'
import { actionsOfKind } from '../concerned.js'
import { resolveRelation } from '../resolveName.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

/** The statement, of this one and those before it, that adds the column to the table; absent when it was there. */
export function additionOf(
  script: AnalysedScript,
  { index }: AnalysedStatement,
  table: string,
  column: string,
): AnalysedStatement | undefined {
  return script.statements
    .slice(0, index + 1)
    .findLast((statement) =>
      actionsOfKind(statement, 'addColumn').some(
        (add) => isTable(statement, add.table, table) && add.column.name === column,
      ),
    )
}

/** Whether a statement of the script, from number `from` up to, not including, `to`, may give old rows a value. */
export function mayFill(
  { statements }: AnalysedScript,
  table: string,
  column: string,
  from = 0,
  to = Infinity,
): boolean {
  return statements.slice(from, to).some(({ statement, before }) => {
    if (statement.kind === 'unparsed') return true
    return statement.actions.some((action) => {
      if (mayRunAnything.has(action.kind)) return true
      if (action.kind === 'insert' || action.kind === 'copy') return true
      if (action.kind !== 'update') return false
      return resolveRelation(before, action.table) === table && action.columns.includes(column)
    })
  })
}

/** What may write anywhere, inside of a function for example. */
const mayRunAnything: ReadonlySet<SqlAction['kind']> = new Set(['doBlock', 'select', 'other'])

function isTable({ before }: AnalysedStatement, name: QualifiedName, table: string): boolean {
  return resolveRelation(before, name) === table
}
