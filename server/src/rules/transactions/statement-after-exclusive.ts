import { blocksReads, blocksWrites } from '../../engine/lockMode.js'
import { fewOf, inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { earlierInTransaction, transactionSentence } from '../transactionOf.js'
import { isSlow, tablesHeld, tablesLocked } from './heldLocks.js'
import { statementAction } from './statementAction.js'

/** Locks are held until the transaction ends (manual, section 13.3), and that is often the file's end. */
export const statementAfterExclusive: Rule = {
  id: 'statement-after-exclusive',
  severity: 'warning',
  title: 'A slow statement runs while the transaction blocks every query on another table',
  yieldsTo: [
    'create-index-after-exclusive',
    'backfill-under-exclusive-lock',
    'validate-in-same-transaction',
    'fk-recreate',
    'add-fk-validating',
  ],
  check: (analysed, script) => {
    const tables = tablesBlockedMeanwhile(analysed, script)
    if (tables.length === 0) return []
    const isFirst = earlierInTransaction(analysed, script).every(
      (earlier) => tablesBlockedMeanwhile(earlier, script).length === 0,
    )
    const action = statementAction(analysed)
    // A story such as that of an enum swap tells the locks of all its statements together.
    if (!isFirst || script.stories.told.has(action)) return []
    const names = fewOf(tables.map(quotedTable))
    return [
      {
        message: inSentences(
          `Reads or writes many rows while an earlier statement of the transaction holds ACCESS EXCLUSIVE on ${names}: every query on ${tables.length === 1 ? 'it' : 'them'} waits until this is done too.`,
          transactionSentence(script),
          'Put it before that statement, or into a migration of its own.',
        ),
        action,
        object: { table: tables[0] ?? '' },
        hurts: ['readers', 'writers'],
        facts: { held: tables },
      },
    ]
  },
}

/**
 * Other tables that are blocked for longer because of this statement. What it does to the tables
 * that it locks itself is told by the rules for that.
 */
export function tablesBlockedMeanwhile(
  analysed: AnalysedStatement,
  script: AnalysedScript,
): readonly string[] {
  if (!isSlow(analysed)) return []
  const own = tablesLocked(analysed, blocksWrites)
  return tablesHeld(analysed, script, blocksReads).filter((table) => !own.includes(table))
}
