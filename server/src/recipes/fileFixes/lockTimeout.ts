import { blocksReads, blocksWrites } from '../../engine/lockMode.js'
import { refusedCommand } from '../../rules/indexes/concurrently-in-transaction.js'
import { quotedTable } from '../../rules/phrases.js'
import type { AnalysedScript, AnalysedStatement } from '../../rules/script.js'
import { locksOf } from '../../rules/statementLocks.js'
import { inOneTransaction } from '../../rules/transactionOf.js'
import { isSlow, tablesLocked } from '../../rules/transactions/heldLocks.js'
import { locksTables } from '../../rules/transactions/lockTimeouts.js'
import type { SqlAction } from '../../sql/action.js'
import { lineEndOf, withLineEnd } from '../../text/lineEnds.js'
import { lockLoop, type TableLocks } from '../parts/lockLoop.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { findingsOfRules, type FileFix, type FixedFile, type JudgedScript } from './fileFix.js'
import { scriptFrame } from './scriptFrame.js'

/**
 * A limit on the wait for locks: a setting, or the loop that takes all locks in short turns before
 * anything else happens. Where Prisma commits every statement by itself the loop is the better one:
 * with a mere limit a file that fails would stay half applied.
 */
export function lockTimeoutFixes(judged: JudgedScript): readonly FileFix[] {
  const { script } = judged
  const loop = withLockLoop(script)
  return findingsOfRules(judged, ['missing-lock-timeout']).flatMap(({ rule, action }) => {
    const common = { rules: [rule], places: [action.range] }
    const limit: FileFix = {
      ...common,
      id: 'lock-timeout',
      title: 'Wait no longer than 5 s for each lock: set lock_timeout in this file',
      preferred: loop === undefined || script.execution === 'batch',
      result: withLimit(script),
    }
    const short: FileFix = {
      ...common,
      id: 'lock-loop',
      title: 'Take the locks in turns of 300 ms, all or nothing: BEGIN, the lock loop, COMMIT',
      preferred: !limit.preferred,
      result: loop ?? refusal(''),
    }
    return loop === undefined ? [limit] : [limit, short]
  })
}

/**
 * SET LOCAL ends with its transaction, which has to be one that holds every lock; SET lasts as long
 * as the connection, over which Prisma sends the migrations that follow.
 */
function withLimit(script: AnalysedScript): FixedFile | RecipeRefusal {
  const { statements, execution, text } = script
  const alone = actionsIn(script)
    .map(refusedCommand)
    .find((command) => command !== undefined)
  if (alone !== undefined && execution === 'batch') {
    return refusal(
      `${alone} has to stand alone in its file, which Prisma sends as one query: a SET beside it would open a transaction. Set lock_timeout for the role that deploys, or in its connection string.`,
    )
  }
  const frame = scriptFrame(script)
  const locking = statements.filter(locksTables)
  const begin = beginOf(locking, script)
  if (begin !== undefined) {
    const end = frame.stopOf(begin.index)
    return fixed(text, `${text.slice(0, end)}\n${setLocal}${text.slice(end)}`)
  }
  const hasTransactions = actionsIn(script).some(({ kind }) => kind === 'transaction')
  return execution === 'batch' && !hasTransactions
    ? fixed(text, `${frame.head}${setLocal}\n\n${frame.body}${frame.end}`)
    : fixed(
        text,
        `${frame.head}SET lock_timeout = '5s';\n\n${frame.body}\n\nRESET lock_timeout;${frame.end || '\n'}`,
      )
}

const setLocal = `SET LOCAL lock_timeout = '5s';`

/** The BEGIN of the block that holds all of them. */
function beginOf(
  locking: readonly AnalysedStatement[],
  script: AnalysedScript,
): AnalysedStatement | undefined {
  const [first] = locking
  if (first === undefined) return undefined
  const begin = script.statements.slice(0, first.index).findLast(isTransaction)
  const opens = begin !== undefined && commandOf(begin) === 'begin'
  return opens && locking.every((one) => inOneTransaction(begin, one, script)) ? begin : undefined
}

/** Undefined where the statements must not, or need not, become one transaction. */
function withLockLoop(script: AnalysedScript): FixedFile | undefined {
  const { statements, text } = script
  const actions = actionsIn(script)
  if (actions.some((action) => unfit.has(action.kind) || refusedCommand(action) !== undefined)) {
    return undefined
  }
  if (statements.some((one) => one.statement.kind === 'unparsed' || isSlow(one))) return undefined
  const locks = locksIn(script)
  if (locks === undefined) return undefined
  const { head, body, end } = scriptFrame(script)
  return fixed(text, `${head}BEGIN;\n\n${lockLoop(locks)};\n\n${body}\n\nCOMMIT;${end || '\n'}`)
}

/** What opens and ends transactions by itself, or has to be committed before it is used. */
const unfit: ReadonlySet<SqlAction['kind']> = new Set([
  'transaction',
  'set',
  'doBlock',
  'lockTable',
  'addEnumValue',
])

/** The tables that are there before the file, in the strongest mode that any of them needs. */
function locksIn({ statements }: AnalysedScript): TableLocks | undefined {
  const known = statements[0]?.before.tables ?? {}
  const names = [...new Set(statements.flatMap((one) => tablesLocked(one, blocksWrites)))]
  const kinds = names.map((name) => known[name]?.kind)
  if (kinds.some((kind) => kind !== 'table' && kind !== 'partitioned')) return undefined
  const isExclusive = statements
    .flatMap((one) => locksOf(one).locks)
    .some(({ relation, mode }) => names.includes(relation) && blocksReads(mode))
  return {
    tables: names.map(quotedTable),
    mode: isExclusive ? 'ACCESS EXCLUSIVE' : 'SHARE ROW EXCLUSIVE',
  }
}

function actionsIn({ statements }: AnalysedScript): readonly SqlAction[] {
  return statements.flatMap(({ statement }) =>
    statement.kind === 'parsed' ? statement.actions : [],
  )
}

function isTransaction(statement: AnalysedStatement): boolean {
  return commandOf(statement) !== undefined
}

function commandOf({ statement }: AnalysedStatement) {
  const [first] = statement.kind === 'parsed' ? statement.actions : []
  return first?.kind === 'transaction' ? first.command : undefined
}

function fixed(before: string, text: string): FixedFile {
  return { kind: 'file', text: withLineEnd(text, lineEndOf(before)), following: [] }
}
