import type { Catalogue } from '../engine/catalogue.js'
import type { ExecutionModel } from '../engine/replayReport.js'
import type { QualifiedName, SqlAction } from '../sql/action.js'
import type { ParsedStatement } from '../sql/statement.js'
import { mentionsName } from './mentionsName.js'
import { isTemporary, resolveRelation } from './resolveName.js'

export type NewTablesContext = {
  /** The catalogue before the first statement of the script. */
  readonly atStart: Catalogue
  /** The catalogue behind the statement. */
  readonly after: Catalogue
  readonly execution: ExecutionModel
}

/**
 * The new tables behind a statement, from those before it. A table is new from the CREATE TABLE of
 * exactly its name until something fills it. What IF NOT EXISTS creates may have been there, and
 * what a rename brings was there under another name. A table that this script drops and creates
 * again is new only if nobody can see it in between: where statements commit one by one, the
 * running application goes on writing to the name.
 */
export function newTablesAfter(
  newTables: ReadonlySet<string>,
  statement: ParsedStatement,
  context: NewTablesContext,
): ReadonlySet<string> {
  if (statement.kind === 'unparsed' || statement.actions.length === 0) return newTables
  const next = new Set(newTables)
  for (const action of statement.actions) {
    for (const table of noLongerNew(action, next, context)) next.delete(table)
    const created = createdTable(action)
    if (created !== undefined && !visibleBefore(created, context)) next.add(named(created, context))
  }
  return next
}

/** A table that is empty when it is created, or that nobody else ever sees. */
function createdTable(action: SqlAction): QualifiedName | undefined {
  if (action.kind !== 'createTable' && action.kind !== 'createTableAs') return undefined
  // A DO block creates it only if something is so.
  if (action.inBlock === true) return undefined
  if (action.persistence === 'temporary') return action.table
  const isEmpty =
    action.kind === 'createTable' ? !action.ifNotExists : !action.materialized && !action.withData
  return isEmpty ? action.table : undefined
}

function visibleBefore(table: QualifiedName, context: NewTablesContext): boolean {
  return (
    context.execution === 'split' && context.atStart.tables[named(table, context)] !== undefined
  )
}

/** The tables that the action fills, drops or names anew. */
function noLongerNew(
  action: SqlAction,
  newTables: ReadonlySet<string>,
  context: NewTablesContext,
): readonly string[] {
  const filled = filledBy(action, newTables, context)
  if (filled !== undefined) return filled.filter((table) => !isTemporary(table))
  const { kind } = action
  const isGone = kind === 'dropTable' || kind === 'renameTable' || kind === 'setTableSchema'
  return isGone ? [named(action.table, context)] : []
}

function filledBy(
  action: SqlAction,
  newTables: ReadonlySet<string>,
  context: NewTablesContext,
): readonly string[] | undefined {
  if (action.kind === 'doBlock') {
    return [...newTables].filter((table) => mentionsName(action.body, bareName(table)))
  }
  if (action.kind === 'alterTableOther' && action.command === 'AT_AttachPartition') {
    const { partition, table } = action
    const isEmpty = partition !== undefined && newTables.has(named(partition, context))
    return isEmpty ? [] : [named(table, context)]
  }
  const fills =
    action.kind === 'insert' ||
    action.kind === 'copy' ||
    (action.kind === 'other' && action.node === 'MergeStmt')
  return fills && action.table !== undefined ? [named(action.table, context)] : undefined
}

function named(table: QualifiedName, { after }: NewTablesContext): string {
  return resolveRelation(after, table)
}

function bareName(table: string): string {
  return table.slice(table.indexOf('.') + 1)
}
