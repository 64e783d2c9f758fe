import type { Node } from '@pgsql/types'
import type { SqlAction } from '../../sql/action.js'
import type { AnalysedStatement } from '../script.js'

/** Whether a statement that was applied can run again without an error or another result. */
export function isRepeatable({ statement }: AnalysedStatement): boolean {
  return statement.kind === 'parsed' && statement.actions.every(isRepeatableAction)
}

export function isRepeatableAction(action: SqlAction): boolean {
  if ('ifNotExists' in action) return action.ifNotExists
  if ('ifExists' in action) return action.ifExists
  if ('replace' in action) return action.replace
  if (action.kind === 'update') {
    return action.columns.some((column) => looksForEmpty(action.where?.node, column))
  }
  return idempotent.has(action.kind)
}

/** Whether the condition leaves out rows that have a value: what an UPDATE has filled, it finds no more. */
function looksForEmpty(condition: Node | undefined, column: string): boolean {
  if (condition === undefined) return false
  if ('BoolExpr' in condition) {
    const { boolop, args = [] } = condition.BoolExpr
    return boolop === 'AND_EXPR' && args.some((part) => looksForEmpty(part, column))
  }
  if (!('NullTest' in condition) || condition.NullTest.nulltesttype !== 'IS_NULL') return false
  const { arg } = condition.NullTest
  const last = arg !== undefined && 'ColumnRef' in arg ? arg.ColumnRef.fields?.at(-1) : undefined
  return last !== undefined && 'String' in last && last.String.sval === column
}

const idempotent: ReadonlySet<SqlAction['kind']> = new Set<SqlAction['kind']>([
  'alterColumnType',
  'delete',
  'dropDefault',
  'dropNotNull',
  'lockTable',
  'refreshMaterializedView',
  'reindex',
  'select',
  'set',
  'setDefault',
  'setNotNull',
  'transaction',
  'truncate',
  'vacuum',
  'validateConstraint',
])
