import type { Node } from '@pgsql/types'
import type { SqlAction, SqlExpression } from '../../sql/action.js'
import { isAlwaysTrue } from '../alwaysTrue.js'
import { actionsOfKind, concerned } from '../concerned.js'
import { partsOf } from '../expressionTree.js'
import { remembered } from '../remembered.js'
import { resolveRelation, tableOf } from '../resolveName.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { nodeOf } from '../statementNode.js'

type Write = SqlAction & { readonly kind: 'update' | 'delete' | 'insert' }

/**
 * Rows of a table that was there before the script, changed by one statement. `all`: every row;
 * `some`: those of a condition, however many they are; `few`: those whose key the statement names;
 * `copied`: those that an INSERT takes from other tables.
 */
export type WrittenRows = {
  readonly action: Write
  readonly table: string
  readonly rows: 'all' | 'some' | 'few' | 'copied'
  /** It only fills columns that the script has added itself, so that no old value is lost. */
  readonly fillsNewColumns: boolean
}

export function writtenRows(
  analysed: AnalysedStatement,
  script: AnalysedScript,
): readonly WrittenRows[] {
  // What PostgreSQL refuses changes no row.
  if (analysed.evidence.kind === 'refused') return []
  const changed = (['update', 'delete'] as const).flatMap((kind) =>
    concerned(analysed, script, kind, ({ table }) => table).map(({ action, table }) => ({
      action,
      table,
      rows: rowsOf(action.where, table, analysed),
      fillsNewColumns:
        kind === 'update' && action.columns.every(isAddedTo(table, analysed, script)),
    })),
  )
  const copied = concerned(analysed, script, 'insert', ({ table }) => table)
    .filter(({ action }) => copiesRows(action, analysed))
    .map(({ action, table }) => ({
      action,
      table,
      rows: 'copied' as const,
      fillsNewColumns: false,
    }))
  return [...changed, ...copied]
}

/** `Updates rows of`, `Deletes rows of`, `Copies rows into` */
export function sayWrite({ action }: WrittenRows): string {
  if (action.kind === 'insert') return 'Copies rows into'
  return action.kind === 'update' ? 'Updates rows of' : 'Deletes rows of'
}

function rowsOf(
  where: SqlExpression | undefined,
  table: string,
  { before }: AnalysedStatement,
): 'all' | 'some' | 'few' {
  if (where === undefined || isAlwaysTrue(where.node)) return 'all'
  const { constraints = [], indexes = [] } = before.tables[table] ?? {}
  const keys = [
    ...constraints.filter(({ kind }) => kind === 'primaryKey' || kind === 'unique'),
    ...indexes.filter(({ unique, predicate }) => unique && predicate === undefined),
  ].flatMap(({ columns }) => (columns.length === 1 ? columns : []))
  return keys.some((key) => key !== null && names(where.node, key)) ? 'few' : 'some'
}

/** Whether the condition says `key = constant` or `key IN (constants)`, perhaps among other things. */
function names(node: Node, key: string): boolean {
  if ('BoolExpr' in node) {
    const { boolop, args = [] } = node.BoolExpr
    return boolop === 'AND_EXPR' && args.some((part) => names(part, key))
  }
  if (!('A_Expr' in node)) return false
  const { kind, name = [], lexpr, rexpr } = node.A_Expr
  const [operator] = name
  const isEqual = operator !== undefined && 'String' in operator && operator.String.sval === '='
  if (!isEqual || (kind !== 'AEXPR_OP' && kind !== 'AEXPR_IN')) return false
  return isColumn(lexpr, key) && rexpr !== undefined && !readsColumns(rexpr)
}

function isColumn(node: Node | undefined, column: string): boolean {
  if (node === undefined || !('ColumnRef' in node)) return false
  const last = node.ColumnRef.fields?.at(-1)
  return last !== undefined && 'String' in last && last.String.sval === column
}

function readsColumns(node: Node): boolean {
  return [...partsOf(node)].some((part) => 'ColumnRef' in part || 'SubLink' in part)
}

function isAddedTo(
  table: string,
  { index }: AnalysedStatement,
  script: AnalysedScript,
): (column: string) => boolean {
  // A DO block may add the column and fill it in one statement.
  return (column) =>
    addedColumns(script).some(
      (added) => added.index <= index && added.table === table && added.column === column,
    )
}

const addedColumns = remembered(({ statements }: AnalysedScript) =>
  statements.flatMap((statement) =>
    actionsOfKind(statement, 'addColumn').map(({ table, column }) => ({
      index: statement.index,
      table: resolveRelation(statement.before, table),
      column: column.name,
    })),
  ),
)

/** INSERT … SELECT from a table that has rows. */
function copiesRows(action: SqlAction, analysed: AnalysedStatement): boolean {
  const query = nodeOf(analysed, 'InsertStmt', action)?.selectStmt
  if (query === undefined || !('SelectStmt' in query)) return false
  return [...partsOf(query)].some((part) => {
    if (!('relname' in part)) return false
    const { relname, schemaname } = part as {
      readonly relname: string
      readonly schemaname?: string
    }
    const name = { name: relname, ...(schemaname === undefined ? {} : { schema: schemaname }) }
    return (
      tableOf(analysed.before, name) !== undefined &&
      !analysed.newTables.has(resolveRelation(analysed.before, name))
    )
  })
}
