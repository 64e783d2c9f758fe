import { quoteIdentifier } from '../../sql/quoting.js'
import { concerned } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, listed, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { constraintObject } from './addedConstraints.js'

/** It is SET NOT NULL and a unique index in one (manual, ALTER TABLE: ADD table_constraint). */
export const addPrimaryKey: Rule = {
  id: 'add-primary-key',
  severity: 'warning',
  title: 'A primary key builds its index while nobody can use the table',
  yieldsTo: ['change-primary-key'],
  check: (analysed, script) =>
    concerned(analysed, script, 'addConstraint', ({ table }) => table).flatMap(
      ({ action, table }) => {
        const { constraint } = action
        if (constraint.kind !== 'primaryKey' || constraint.usingIndex !== undefined) return []
        if (knownWork(analysed).basis === 'refused') return []
        const columns = listed(constraint.columns.map(quoteIdentifier))
        return {
          message: inSentences(
            `Makes ${columns} the primary key of ${quotedTable(table)}, which fails if two rows are equal there or one holds NULL.`,
            lockSentence(analysed),
            'Require the columns by way of a validated CHECK, build a unique index CONCURRENTLY, and make it the key with ADD PRIMARY KEY USING INDEX.',
          ),
          action,
          object: constraintObject(table, constraint.name),
          hurts: hurtByLocks(analysed),
          facts: lockFacts(analysed),
        }
      },
    ),
}
