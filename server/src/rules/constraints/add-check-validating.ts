import { quoteIdentifier } from '../../sql/quoting.js'
import { concerned } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { constraintObject } from './addedConstraints.js'

/** Every row is read under ACCESS EXCLUSIVE (manual, ALTER TABLE: ADD table_constraint). */
export const addCheckValidating: Rule = {
  id: 'add-check-validating',
  severity: 'warning',
  title: 'A CHECK reads the whole table while nobody can use it',
  check: (analysed, script) =>
    concerned(analysed, script, 'addConstraint', ({ table }) => table).flatMap(
      ({ action, table }) => {
        const { constraint } = action
        if (constraint.kind !== 'check' || constraint.notValid || constraint.notEnforced) return []
        if (knownWork(analysed).basis === 'refused') return []
        const name = constraint.name === undefined ? '' : ` ${quoteIdentifier(constraint.name)}`
        return {
          message: inSentences(
            `Adds the CHECK${name} to ${quotedTable(table)}, which fails if a row violates it.`,
            lockSentence(analysed),
            'Add it with NOT VALID, and validate it with VALIDATE CONSTRAINT in a migration of its own.',
          ),
          action,
          object: constraintObject(table, constraint.name),
          hurts: hurtByLocks(analysed),
          facts: lockFacts(analysed),
        }
      },
    ),
}
