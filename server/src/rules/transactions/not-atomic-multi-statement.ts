import { executionSentence } from '../executionPhrases.js'
import { inSentences } from '../phrases.js'
import { remembered } from '../remembered.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { inOneTransaction } from '../transactionOf.js'
import { canFailOnRows } from './canFail.js'
import { locksTables } from './lockTimeouts.js'
import { isRepeatable } from './repeatable.js'
import { mentionsSetting } from './settings.js'
import { statementAction } from './statementAction.js'

/** Told once for each file, at the first statement that can fail behind one that stays. */
export const notAtomicMultiStatement: Rule = {
  id: 'not-atomic-multi-statement',
  severity: 'warning',
  title: 'A failure in the middle of the file leaves its first half applied',
  yieldsTo: ['data-and-ddl-mixed', 'migration-does-not-apply'],
  check: (analysed, script) => {
    if (script.execution === 'batch' || firstStop(script) !== analysed) return []
    const kept = committedBefore(analysed, script).length
    return [
      {
        message: inSentences(
          executionSentence(script),
          `When this statement fails, ${kept === 1 ? 'the statement before it stays' : `${kept} statements before it stay`} applied, deploys stop, and someone has to repair the database and run prisma migrate resolve by hand.`,
          'Put BEGIN and COMMIT around the file, or the statement into a migration of its own.',
        ),
        action: statementAction(analysed),
        object: {},
        hurts: ['new-code'],
        facts: { committedBefore: kept },
      },
    ]
  },
}

const firstStop = remembered((script: AnalysedScript) =>
  script.statements.find((statement) => stopsHalfWay(statement, script)),
)

/** What a time limit on locks ends fails as well as what rows refuse. */
function stopsHalfWay(analysed: AnalysedStatement, script: AnalysedScript): boolean {
  const isLimited = mentionsSetting('lock_timeout', script) && locksTables(analysed)
  const canFail = isLimited || canFailOnRows(analysed, script)
  return canFail && committedBefore(analysed, script).length > 0
}

const staysRepeatable = remembered(isRepeatable)

/** Statements that would stay and cannot be run again. */
function committedBefore(
  analysed: AnalysedStatement,
  script: AnalysedScript,
): readonly AnalysedStatement[] {
  return script.statements
    .slice(0, analysed.index)
    .filter((earlier) => !inOneTransaction(earlier, analysed, script) && !staysRepeatable(earlier))
}
