import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind, concerned } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { earlierInTransaction, transactionSentence } from '../transactionOf.js'
import { constraintObject } from './addedConstraints.js'

/** NOT VALID spares the scan only if its lock is gone before VALIDATE begins. */
export const validateInSameTransaction: Rule = {
  id: 'validate-in-same-transaction',
  severity: 'warning',
  title: 'A constraint is validated in the transaction that added it, under the lock of adding it',
  check: (analysed, script) =>
    concerned(analysed, script, 'validateConstraint', ({ table }) => table).flatMap(
      ({ action, table }) => {
        const adding = addingStatement(action.constraint, table, analysed, script)
        if (adding === undefined || knownWork(analysed).basis === 'refused') return []
        return {
          message: inSentences(
            `Validates ${quoteIdentifier(action.constraint)} of ${quotedTable(table)} in one transaction with the statement that added it, so that NOT VALID gains nothing.`,
            lockSentence(adding, analysed),
            transactionSentence(script),
            'Put VALIDATE CONSTRAINT in a migration of its own.',
          ),
          action,
          object: constraintObject(table, action.constraint),
          hurts: hurtByLocks(adding, analysed),
          facts: lockFacts(adding, analysed),
        }
      },
    ),
}

function addingStatement(
  name: string,
  table: string,
  analysed: AnalysedStatement,
  script: AnalysedScript,
): AnalysedStatement | undefined {
  return earlierInTransaction(analysed, script).find((earlier) =>
    actionsOfKind(earlier, 'addConstraint').some(
      (add) =>
        add.constraint.name === name &&
        add.constraint.notValid &&
        resolveRelation(earlier.before, add.table) === table,
    ),
  )
}
