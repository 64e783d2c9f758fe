import { quoteIdentifier } from '../../sql/quoting.js'
import { concerned } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { constraintObject } from './addedConstraints.js'

/** It has neither NOT VALID nor USING INDEX (manual, ALTER TABLE: ADD table_constraint). */
export const addExclusion: Rule = {
  id: 'add-exclusion',
  severity: 'warning',
  title: 'An exclusion constraint builds its index while nobody can use the table',
  check: (analysed, script) =>
    concerned(analysed, script, 'addConstraint', ({ table }) => table).flatMap(
      ({ action, table }) => {
        const { constraint } = action
        if (constraint.kind !== 'exclude' || knownWork(analysed).basis === 'refused') return []
        const name = constraint.name === undefined ? '' : ` ${quoteIdentifier(constraint.name)}`
        return {
          message: inSentences(
            `Adds the exclusion constraint${name} to ${quotedTable(table)}, which fails if two rows conflict.`,
            lockSentence(analysed),
            'PostgreSQL has no form of it that checks later: deploy it when the table is quiet, or copy the rows in batches to a new table that has it and swap the two.',
          ),
          action,
          object: constraintObject(table, constraint.name),
          hurts: hurtByLocks(analysed),
          facts: lockFacts(analysed),
        }
      },
    ),
}
