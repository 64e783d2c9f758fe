import type { ConstraintDefinition, SqlAction } from '../../sql/action.js'
import { hasOnlyNulls } from '../onlyNulls.js'
import { resolveRelation } from '../resolveName.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { nodeOf } from '../statementNode.js'

/**
 * Whether rows that a database has, and no developer's database may have, can make the statement
 * fail. Changed rows are left out: they fail where they break a constraint, which is rare.
 */
export function canFailOnRows(analysed: AnalysedStatement, script: AnalysedScript): boolean {
  const { statement, before, newTables } = analysed
  if (statement.kind === 'unparsed') return false
  return statement.actions.some((action) => {
    if (!('table' in action || 'index' in action) || !looksAtRows(action, analysed, script)) {
      return false
    }
    const named = action.kind === 'createIndex' ? action.index.table : tableIn(action)
    if (named === undefined) return false
    const table = resolveRelation(before, named)
    return before.tables[table] !== undefined && !newTables.has(table)
  })
}

function tableIn(action: SqlAction) {
  return 'table' in action ? action.table : undefined
}

function looksAtRows(
  action: SqlAction,
  analysed: AnalysedStatement,
  script: AnalysedScript,
): boolean {
  if (action.kind === 'addColumn') {
    const { column } = action
    const isRequired = column.notNull && column.default === undefined && !column.serial
    return isRequired || column.constraints.some(isChecked)
  }
  if (action.kind === 'addConstraint') {
    const { constraint, table } = action
    const name = resolveRelation(analysed.before, table)
    return (
      isChecked(constraint) &&
      !isOfNulls(constraint, name, analysed, script) &&
      !isMadeAgain(constraint, name, script)
    )
  }
  if (action.kind === 'createIndex') {
    const { unique, columns, table } = action.index
    const names = columns.flatMap(({ name }) => name ?? [])
    const name = resolveRelation(analysed.before, table)
    return unique && !hasOnlyNulls(names, name, analysed, script)
  }
  if (action.kind === 'insert') {
    return nodeOf(analysed, 'InsertStmt', action)?.onConflictClause === undefined
  }
  return (
    action.kind === 'setNotNull' ||
    action.kind === 'validateConstraint' ||
    action.kind === 'alterColumnType'
  )
}

function isChecked({ notValid, notEnforced }: ConstraintDefinition): boolean {
  return !notValid && !notEnforced
}

/** Of a column that the file has just added: neither a foreign key nor a unique constraint looks at NULL. */
function isOfNulls(
  constraint: ConstraintDefinition,
  table: string,
  analysed: AnalysedStatement,
  script: AnalysedScript,
): boolean {
  return (
    (constraint.kind === 'foreignKey' || constraint.kind === 'unique') &&
    hasOnlyNulls(constraint.columns, table, analysed, script)
  )
}

/** The foreign key was there before the file, with another action or name: the rows keep it already. */
function isMadeAgain(
  constraint: ConstraintDefinition,
  table: string,
  { statements }: AnalysedScript,
): boolean {
  if (constraint.kind !== 'foreignKey') return false
  const atStart = statements[0]?.before
  return (atStart?.tables[table]?.constraints ?? []).some(
    ({ kind, columns, references, validated }) =>
      kind === 'foreignKey' &&
      validated &&
      columns.join() === constraint.columns.join() &&
      atStart !== undefined &&
      references?.table === resolveRelation(atStart, constraint.references.table),
  )
}
