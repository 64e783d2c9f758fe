import { quoteIdentifier } from '../../sql/quoting.js'
import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { addedConstraints, constraintObject } from './addedConstraints.js'

/** PostgreSQL 18 and later (release notes of PostgreSQL 18). */
export const constraintNotEnforced: Rule = {
  id: 'constraint-not-enforced',
  severity: 'information',
  title: 'A constraint is written down but not enforced',
  check: (analysed, script) =>
    addedConstraints(analysed, script).flatMap(({ action, table, constraint }) => {
      if (!constraint.notEnforced) return []
      const name =
        constraint.name === undefined
          ? 'A constraint'
          : `The constraint ${quoteIdentifier(constraint.name)}`
      return {
        message: inSentences(
          `${name} of ${quotedTable(table)} is NOT ENFORCED: no row is checked, neither old nor new.`,
          'Servers before PostgreSQL 18 refuse the statement.',
          'Leave NOT ENFORCED out, or write NOT VALID to have at least new rows checked.',
        ),
        action,
        object: constraintObject(table, constraint.name),
        hurts: ['data'],
      }
    }),
}
