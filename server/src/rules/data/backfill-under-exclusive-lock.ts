import { blocksReads } from '../../engine/lockMode.js'
import type { RelationLock } from '../../engine/trace.js'
import type { SqlAction } from '../../sql/action.js'
import { executionSentence } from '../executionPhrases.js'
import { workOfAction } from '../lockSheet.js'
import { fewOf, inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { locksOf } from '../statementLocks.js'
import { earlierInTransaction } from '../transactionOf.js'
import { sayWrite, writtenRows, type WrittenRows } from './writtenRows.js'

/** Locks are kept to the end of the transaction (manual, section 13.3.1). */
export const backfillUnderExclusiveLock: Rule = {
  id: 'backfill-under-exclusive-lock',
  severity: 'error',
  title: 'Rows are changed while the transaction keeps every query on a table waiting',
  yieldsTo: ['duplicate-column-assignment'],
  check: (analysed, script) =>
    manyRows(analysed, script)
      .map((written) => ({ ...written, locked: lockedBefore(analysed, script, written.action) }))
      .filter(({ locked }) => locked.length > 0 && !isToldBefore(locked, analysed, script))
      .slice(0, 1)
      .map(({ locked, ...written }) => ({
        message: inSentences(
          `${sayWrite(written)} ${quotedTable(written.table)} while the transaction holds ACCESS EXCLUSIVE on ${fewOf(locked.map(quotedTable))}, which an earlier ${isInBlock(written) ? 'command of the block' : 'statement'} took: every query on ${locked.length === 1 ? 'it' : 'them'} waits until the rows are written and the transaction ends.`,
          isInBlock(written) ? 'A DO block is one transaction.' : executionSentence(script),
          'Change the rows in a migration of their own, or in batches outside of it.',
        ),
        action: written.action,
        object: { table: written.table },
        hurts: ['readers', 'writers'],
        facts: { locked },
      })),
}

/** The first change of rows under the same locks tells it for those behind it. */
function isToldBefore(
  locked: readonly string[],
  analysed: AnalysedStatement,
  script: AnalysedScript,
): boolean {
  return earlierInTransaction(analysed, script).some(
    (earlier) =>
      manyRows(earlier, script).length > 0 &&
      lockedBefore(earlier, script).length === locked.length,
  )
}

function isInBlock({ action }: WrittenRows): boolean {
  return action.inBlock === true
}

function manyRows(analysed: AnalysedStatement, script: AnalysedScript) {
  return writtenRows(analysed, script).filter(({ rows }) => rows !== 'few')
}

/** Tables under ACCESS EXCLUSIVE when the statement runs, or when a DO block comes to the action. */
function lockedBefore(
  analysed: AnalysedStatement,
  script: AnalysedScript,
  action?: SqlAction,
): readonly string[] {
  const locks = [
    ...earlierInTransaction(analysed, script).flatMap((earlier) => locksOf(earlier).locks),
    ...(action?.inBlock === true ? lockedInBlock(analysed, action) : []),
  ]
  const tables = locks
    .filter(({ mode }) => blocksReads(mode))
    .map(({ relation }) => relation)
    .filter((table) => !analysed.newTables.has(table))
  return [...new Set(tables)]
}

/** Which command of a block takes which lock is not measured: it follows from their kinds. */
function lockedInBlock(
  { statement, before }: AnalysedStatement,
  action: SqlAction,
): readonly RelationLock[] {
  if (statement.kind === 'unparsed') return []
  const earlier = statement.actions.slice(0, statement.actions.indexOf(action))
  return earlier.flatMap((command) => workOfAction(command, before).locks)
}
