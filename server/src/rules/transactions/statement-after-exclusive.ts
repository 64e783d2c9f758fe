import { blocksReads, blocksWrites } from '../../engine/lockMode.js'
import { executionSentence } from '../executionPhrases.js'
import { inSentences, listed, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { earlierInTransaction } from '../transactionOf.js'
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
    const isFirst = earlierInTransaction(analysed, script).every(
      (earlier) => tablesBlockedMeanwhile(earlier, script).length === 0,
    )
    if (tables.length === 0 || !isFirst) return []
    const names = listed(tables.map(quotedTable))
    return [
      {
        message: inSentences(
          `Reads or writes many rows while an earlier statement of the transaction holds ACCESS EXCLUSIVE on ${names}: every query on ${tables.length === 1 ? 'it' : 'them'} waits until this is done too.`,
          executionSentence(script),
          'Put it before that statement, or into a migration of its own.',
        ),
        action: statementAction(analysed),
        object: { table: tables[0] ?? '' },
        hurts: ['readers', 'writers'],
        facts: { held: tables },
      },
    ]
  },
}

/**
 * Tables that are blocked for longer because of this statement: those that its own locks block as
 * long anyway are none of its trouble with others.
 */
export function tablesBlockedMeanwhile(
  analysed: AnalysedStatement,
  script: AnalysedScript,
): readonly string[] {
  if (!isSlow(analysed)) return []
  const own = tablesLocked(analysed, blocksReads)
  return tablesHeld(analysed, script, (mode) => blocksReads(mode) && blocksWrites(mode)).filter(
    (table) => !own.includes(table),
  )
}
