import type { QualifiedName } from '../sql/action.js'
import { actionsOfKind } from './concerned.js'
import { resolveRelation } from './resolveName.js'
import type { AnalysedScript, AnalysedStatement } from './script.js'

/**
 * Whether one of the columns holds nothing but NULL: the script, up to and with this statement, has
 * added it without a value, and nothing has filled it since.
 */
export function hasOnlyNulls(
  columns: readonly string[],
  table: string,
  analysed: AnalysedStatement,
  { statements }: Pick<AnalysedScript, 'statements'>,
): boolean {
  const earlier = statements.slice(0, analysed.index + 1)
  const isOfTable = (statement: AnalysedStatement, name: { readonly table: QualifiedName }) =>
    resolveRelation(statement.before, name.table) === table
  const isAdded = earlier.some((statement) =>
    actionsOfKind(statement, 'addColumn').some(
      (add) =>
        isOfTable(statement, add) &&
        columns.includes(add.column.name) &&
        add.column.default === undefined &&
        !add.column.serial &&
        add.column.identity === undefined &&
        add.column.generated === undefined,
    ),
  )
  const isFilled = earlier.some((statement) =>
    actionsOfKind(statement, 'update').some(
      (update) => isOfTable(statement, update) && update.columns.some((c) => columns.includes(c)),
    ),
  )
  return isAdded && !isFilled
}
