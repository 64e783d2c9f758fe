import { quoteIdentifier } from '../../sql/quoting.js'
import { concerned } from '../concerned.js'
import { columnsBoundBy } from '../impliedNotNull.js'
import { quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'

/** PostgreSQL 18 accepts NOT NULL as a table constraint that is NOT VALID (its release notes). */
export const notNullNotValidAvailable: Rule = {
  id: 'not-null-not-valid-available',
  severity: 'information',
  title: 'A CHECK takes the long way to NOT NULL that PostgreSQL 18 spares',
  decidedByVersion: true,
  check: (analysed, script) =>
    script.postgresVersion < 18 || analysed.evidence.kind === 'refused'
      ? []
      : concerned(analysed, script, 'addConstraint', ({ table }) => table).flatMap(
          ({ action, table }) => {
            const { constraint } = action
            if (constraint.kind !== 'check' || !constraint.notValid) return []
            const isOnlyProof = 'NullTest' in constraint.expression.node
            const [column] = isOnlyProof ? columnsBoundBy(constraint.expression) : []
            if (column === undefined) return []
            return [
              {
                message: `PostgreSQL 18 needs no CHECK to make ${quoteIdentifier(column)} of ${quotedTable(table)} required: ADD CONSTRAINT … NOT NULL ${quoteIdentifier(column)} NOT VALID binds new rows as soon, and VALIDATE CONSTRAINT in a migration of its own completes it, without SET NOT NULL and without a CHECK to drop.`,
                action,
                object: { table, column },
                hurts: [],
              },
            ]
          },
        ),
}
