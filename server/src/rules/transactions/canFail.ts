import type { ConstraintDefinition, QualifiedName, SqlAction } from '../../sql/action.js'
import { resolveRelation } from '../resolveName.js'
import type { AnalysedStatement } from '../script.js'

/** Whether rows that the database has, and no developer's database may have, can make it fail. */
export function canFailOnRows(analysed: AnalysedStatement): boolean {
  const { statement, before, newTables } = analysed
  if (statement.kind === 'unparsed') return false
  return statement.actions.some((action) => {
    const table = tableThatMatters(action)
    if (table === undefined) return false
    const name = resolveRelation(before, table)
    return before.tables[name] !== undefined && !newTables.has(name)
  })
}

function tableThatMatters(action: SqlAction): QualifiedName | undefined {
  if (action.kind === 'addColumn') {
    const { column, table } = action
    const isRequired = column.notNull && column.default === undefined && !column.serial
    return isRequired || column.constraints.some(checksRows) ? table : undefined
  }
  if (action.kind === 'addConstraint') {
    return checksRows(action.constraint) ? action.table : undefined
  }
  if (action.kind === 'createIndex') {
    return action.index.unique || action.concurrently ? action.index.table : undefined
  }
  const looksAtRows =
    action.kind === 'setNotNull' ||
    action.kind === 'validateConstraint' ||
    action.kind === 'alterColumnType' ||
    action.kind === 'insert' ||
    action.kind === 'update' ||
    action.kind === 'delete'
  return looksAtRows ? action.table : undefined
}

function checksRows({ notValid, notEnforced }: ConstraintDefinition): boolean {
  return !notValid && !notEnforced
}
