import { blocksReads } from '../../engine/lockMode.js'
import { executionSentence } from '../executionPhrases.js'
import { fewOf, inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { locksOf } from '../statementLocks.js'
import { earlierInTransaction } from '../transactionOf.js'
import { sayWrite, writtenRows } from './writtenRows.js'

/** Locks are kept to the end of the transaction (manual, section 13.3.1). */
export const backfillUnderExclusiveLock: Rule = {
  id: 'backfill-under-exclusive-lock',
  severity: 'error',
  title: 'Rows are changed while the transaction keeps every query on a table waiting',
  yieldsTo: ['duplicate-column-assignment'],
  check: (analysed, script) => {
    if (analysed.evidence.kind === 'refused') return []
    const locked = lockedBefore(analysed, script)
    if (locked.length === 0 || isToldBefore(locked, analysed, script)) return []
    return manyRows(analysed, script)
      .slice(0, 1)
      .map((written) => ({
        message: inSentences(
          `${sayWrite(written)} ${quotedTable(written.table)} while the transaction holds ACCESS EXCLUSIVE on ${fewOf(locked.map(quotedTable))}, which an earlier statement took: every query on ${locked.length === 1 ? 'it' : 'them'} waits until the rows are written and the transaction ends.`,
          executionSentence(script),
          'Change the rows in a migration of their own, or in batches outside of it.',
        ),
        action: written.action,
        object: { table: written.table },
        hurts: ['readers', 'writers'],
        facts: { locked },
      }))
  },
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

function manyRows(analysed: AnalysedStatement, script: AnalysedScript) {
  return writtenRows(analysed, script).filter(({ rows }) => rows !== 'few')
}

function lockedBefore(analysed: AnalysedStatement, script: AnalysedScript): readonly string[] {
  const locks = earlierInTransaction(analysed, script).flatMap((earlier) => locksOf(earlier).locks)
  const tables = locks.filter(({ mode }) => blocksReads(mode)).map(({ relation }) => relation)
  return [...new Set(tables)]
}
