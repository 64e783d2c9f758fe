import { blocksWrites } from '../../engine/lockMode.js'
import { fewOf, inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { inOneTransaction, transactionSentence } from '../transactionOf.js'
import { isSlow, tablesHeld, tablesLocked } from './heldLocks.js'
import { tablesBlockedMeanwhile } from './statement-after-exclusive.js'
import { statementAction } from './statementAction.js'

/** Told once for each transaction, at the statement that adds the second table. */
export const wideLockWindow: Rule = {
  id: 'wide-lock-window',
  severity: 'warning',
  title: 'One transaction keeps several tables locked until its end',
  check: (analysed, script) => {
    const own = tablesLocked(analysed, blocksWrites)
    if (own.length === 0) return []
    const held = tablesHeld(analysed, script, blocksWrites)
    const added = own.filter((table) => !held.includes(table))
    if (held.length === 0 || added.length === 0 || !isFirst(analysed, script)) return []
    const transaction = script.statements.filter((other) =>
      inOneTransaction(other, analysed, script),
    )
    // The rule that names the slow statement says it all.
    if (transaction.some((one) => tablesBlockedMeanwhile(one, script).length > 0)) return []
    const tables = [...new Set(transaction.flatMap((one) => tablesLocked(one, blocksWrites)))]
    const isLong = transaction.some((one) => holdsOthers(one, script))
    return [
      {
        message: inSentences(
          `The transaction locks ${fewOf(tables.map(quotedTable))} one after the other and lets go of all of them at its end: while it waits for one, the others are blocked already, and a transaction of the application that takes them in another order deadlocks with it.`,
          transactionSentence(script),
          'Write one migration for each table.',
        ),
        ...(isLong ? {} : { severity: 'information' as const }),
        action: statementAction(analysed),
        object: { table: added[0] ?? '' },
        hurts: ['writers'],
        facts: { tables, work: isLong ? 'long' : 'brief' },
      },
    ]
  },
}

/** Whether it takes long while tables are locked that it does not lock itself. */
function holdsOthers(statement: AnalysedStatement, script: AnalysedScript): boolean {
  const own = tablesLocked(statement, blocksWrites)
  const held = tablesHeld(statement, script, blocksWrites)
  return isSlow(statement) && held.some((table) => !own.includes(table))
}

/** No statement before it has added a table to one that was held. */
function isFirst(analysed: AnalysedStatement, script: AnalysedScript): boolean {
  return script.statements
    .slice(0, analysed.index)
    .filter((other) => inOneTransaction(other, analysed, script))
    .every((earlier) => {
      const held = tablesHeld(earlier, script, blocksWrites)
      const own = tablesLocked(earlier, blocksWrites)
      return held.length === 0 || own.every((table) => held.includes(table))
    })
}
