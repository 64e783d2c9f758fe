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
  return idempotent.has(action.kind)
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
