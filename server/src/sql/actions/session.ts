import type { LockStmt, Node, TransactionStmt, VacuumStmt, VariableSetStmt } from '@pgsql/types'
import type { SqlAction, SqlChange } from '../action.js'
import {
  afterWords,
  isWord,
  textOfSpan,
  wholeSpan,
  type StatementSource,
} from '../statementSource.js'
import { nameOfRangeVar } from '../treeNames.js'
import { changeAt, relationsIn, relationToken } from './place.js'

/** Transactions, settings, explicit locks, VACUUM and ANALYZE. */
export function sessionActions(
  source: StatementSource,
  node: Node,
): readonly SqlAction[] | undefined {
  if ('TransactionStmt' in node) {
    return [changeAt(source, 0, { kind: 'transaction', command: commandOf(node.TransactionStmt) })]
  }
  if ('VariableSetStmt' in node) return [setting(source, node.VariableSetStmt)]
  if ('LockStmt' in node) return [lockTable(source, node.LockStmt)]
  if ('VacuumStmt' in node) return [changeAt(source, 0, vacuum(node.VacuumStmt))]
  return undefined
}

function commandOf({
  kind,
}: TransactionStmt): Extract<SqlChange, { kind: 'transaction' }>['command'] {
  switch (kind) {
    case 'TRANS_STMT_BEGIN':
    case 'TRANS_STMT_START':
      return 'begin'
    case 'TRANS_STMT_COMMIT':
      return 'commit'
    case 'TRANS_STMT_ROLLBACK':
      return 'rollback'
    case 'TRANS_STMT_SAVEPOINT':
      return 'savepoint'
    case 'TRANS_STMT_RELEASE':
      return 'release'
    case 'TRANS_STMT_ROLLBACK_TO':
      return 'rollbackTo'
    case 'TRANS_STMT_PREPARE':
    case 'TRANS_STMT_COMMIT_PREPARED':
    case 'TRANS_STMT_ROLLBACK_PREPARED':
    case undefined:
      return 'other'
    default:
      return kind satisfies never
  }
}

function setting(source: StatementSource, statement: VariableSetStmt): SqlAction {
  const name = statement.kind === 'VAR_RESET_ALL' ? 'all' : (statement.name ?? '')
  const value = valueOf(source, statement)
  const nameToken = afterWords(source, afterWords(source, 1, 'local'), 'session')
  return changeAt(source, nameToken, {
    kind: 'set',
    name: name.toLowerCase(),
    ...(value === undefined ? {} : { value }),
    local: statement.is_local === true,
  })
}

/** Several values are joined by commas, as SHOW prints them. */
function valueOf(source: StatementSource, statement: VariableSetStmt): string | undefined {
  if (statement.kind !== 'VAR_SET_VALUE') return undefined
  const values = (statement.args ?? []).map(constantText)
  return values.every((value) => value !== undefined) ? values.join(', ') : textBehindName(source)
}

/** `SET TIME ZONE INTERVAL '1' HOUR` has a value that is no constant: it is shown as written. */
function textBehindName(source: StatementSource): string {
  const whole = wholeSpan(source)
  const zone = whole.to - 1
  const from = Array.from({ length: zone }, (_, index) => index).find((index) =>
    isWord(source, index, 'zone', 'to'),
  )
  return textOfSpan(source, { ...whole, from: (from ?? 0) + 1 })
}

function constantText(node: Node): string | undefined {
  if (!('A_Const' in node)) return undefined
  const { sval, ival, fval } = node.A_Const
  if (sval !== undefined) return sval.sval ?? ''
  return fval?.fval ?? String(ival?.ival ?? 0)
}

function lockTable(source: StatementSource, statement: LockStmt): SqlAction {
  const relations = relationsIn(statement.relations)
  return changeAt(source, relationToken(source, relations[0]), {
    kind: 'lockTable',
    tables: relations.map(nameOfRangeVar),
    mode: lockModes[(statement.mode ?? 0) - 1] ?? '',
  })
}

/** In the order of PostgreSQL's own numbers, which begin at 1 (storage/lockdefs.h). */
const lockModes = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
]

function vacuum(statement: VacuumStmt): SqlChange {
  const options = (statement.options ?? []).flatMap((option) =>
    'DefElem' in option ? [option.DefElem] : [],
  )
  const tables = (statement.rels ?? []).flatMap((node) =>
    'VacuumRelation' in node ? [nameOfRangeVar(node.VacuumRelation.relation)] : [],
  )
  return {
    kind: 'vacuum',
    full: options.some(({ defname, arg }) => defname === 'full' && !isOff(arg)),
    analyzeOnly: statement.is_vacuumcmd !== true,
    tables,
  }
}

/** `VACUUM (FULL off)`. */
function isOff(value: Node | undefined): boolean {
  if (value === undefined) return false
  if ('Integer' in value) return (value.Integer.ival ?? 0) === 0
  return 'String' in value && ['off', 'false'].includes(value.String.sval ?? '')
}
