import { quoteIdentifier } from '../../sql/quoting.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { lockFacts } from '../statementLocks.js'
import {
  addedConstraints,
  constraintObject,
  isForeignKey,
  isOnNewTable,
} from './addedConstraints.js'

/** Both sides are locked, and only one of them is new (manual, ALTER TABLE: ADD table_constraint). */
export const fkLocksReferencedTable: Rule = {
  id: 'fk-locks-referenced-table',
  severity: 'information',
  title: 'The foreign key of a new table locks the table that it refers to',
  yieldsTo: ['multiple-fks-one-transaction'],
  check: (analysed, script) => {
    if (knownWork(analysed).basis === 'refused') return []
    const parents = addedConstraints(analysed, script).flatMap((added) => {
      const { constraint, table } = added
      if (!isForeignKey(constraint) || !isOnNewTable(added, analysed)) return []
      const parent = resolveRelation(analysed.before, constraint.references.table)
      const isUsed = parent !== table && !analysed.newTables.has(parent)
      return isUsed ? [{ ...added, parent }] : []
    })
    const [first] = parents
    if (first === undefined) return []
    const { action, table, constraint, parent } = first
    const name = constraint.name === undefined ? '' : ` ${quoteIdentifier(constraint.name)}`
    return [
      {
        message: inSentences(
          `The table ${quotedTable(table)} is new, but its foreign key${name} also locks ${quotedTable(parent)}, which is in use.`,
          lockSentence(analysed),
          'Set a short lock_timeout before it, and try again when it strikes.',
        ),
        action,
        object: constraintObject(table, constraint.name),
        hurts: [],
        facts: { ...lockFacts(analysed), references: parent },
      },
    ]
  },
}
