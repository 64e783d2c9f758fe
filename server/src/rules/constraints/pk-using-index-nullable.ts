import { quoteIdentifier } from '../../sql/quoting.js'
import { concerned } from '../concerned.js'
import { hasNotNullCheck } from '../impliedNotNull.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, listed, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { constraintObject } from './addedConstraints.js'

/** A column that may hold NULL is made NOT NULL with a scan (manual, ALTER TABLE: ADD table_constraint_using_index). */
export const pkUsingIndexNullable: Rule = {
  id: 'pk-using-index-nullable',
  severity: 'warning',
  title: 'PRIMARY KEY USING INDEX reads the table to prove that its columns hold no NULL',
  check: (analysed, script) =>
    concerned(analysed, script, 'addConstraint', ({ table }) => table).flatMap(
      ({ action, table }) => {
        const { constraint } = action
        const known = analysed.before.tables[table]
        if (constraint.kind !== 'primaryKey' || known === undefined) return []
        if (knownWork(analysed).basis === 'refused') return []
        const index = known.indexes.find(({ name }) => name === constraint.usingIndex)
        const nullable = known.columns.filter(
          ({ name, notNull }) =>
            index?.columns.includes(name) === true && !notNull && !hasNotNullCheck(known, name),
        )
        if (nullable.length === 0) return []
        const names = listed(nullable.map(({ name }) => quoteIdentifier(name)))
        return {
          message: inSentences(
            `The index is there, but ${names} of ${quotedTable(table)} may still hold NULL, so that PostgreSQL reads every row to require it, and fails at the first NULL.`,
            lockSentence(analysed),
            `Add CHECK (${quoteIdentifier(nullable[0]?.name ?? '')} IS NOT NULL) NOT VALID and validate it in migrations before this one.`,
          ),
          action,
          object: constraintObject(table, constraint.name),
          hurts: hurtByLocks(analysed),
          facts: lockFacts(analysed),
        }
      },
    ),
}
