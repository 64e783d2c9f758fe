import { quoteIdentifier } from '../../sql/quoting.js'
import { concerned } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { hasOnlyNulls } from '../onlyNulls.js'
import { inSentences, listed, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { constraintObject } from './addedConstraints.js'

/** The index is built under the lock of ALTER TABLE (manual, ALTER TABLE: ADD table_constraint). */
export const addUniqueConstraint: Rule = {
  id: 'add-unique-constraint',
  severity: 'warning',
  title: 'A unique constraint builds its index while nobody can use the table',
  check: (analysed, script) =>
    concerned(analysed, script, 'addConstraint', ({ table }) => table).flatMap(
      ({ action, table }) => {
        const { constraint } = action
        if (constraint.kind !== 'unique' || constraint.usingIndex !== undefined) return []
        if (knownWork(analysed).basis === 'refused') return []
        const { columns, name } = constraint
        const called = name === undefined ? '' : `${quoteIdentifier(name)} `
        const fails = hasOnlyNulls(columns, table, analysed, script)
          ? ''
          : `, which fails if two rows have the same ${listed(columns.map(quoteIdentifier))}`
        return {
          message: inSentences(
            `Adds the unique constraint ${called}to ${quotedTable(table)} and builds its index${fails}.`,
            lockSentence(analysed),
            'Create a unique index CONCURRENTLY under the name that @unique gives it, and leave it at that: Prisma takes a constraint for an index and cannot drop it later.',
          ),
          action,
          object: constraintObject(table, name),
          hurts: hurtByLocks(analysed),
          facts: lockFacts(analysed),
        }
      },
    ),
}
