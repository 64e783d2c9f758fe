import { quoteIdentifier } from '../../sql/quoting.js'
import { concerned } from '../concerned.js'
import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { constraintObject } from './addedConstraints.js'

/** Only told where the migrations that follow are known. */
export const constraintNeverValidated: Rule = {
  id: 'constraint-never-validated',
  severity: 'information',
  title: 'A constraint is added with NOT VALID and no migration validates it',
  check: (analysed, script) =>
    script.later === undefined
      ? []
      : concerned(analysed, script, 'addConstraint', ({ table }) => table).flatMap(
          ({ action, table }) => {
            const { name, notValid, kind } = action.constraint
            if (!notValid || name === undefined || isSettled(name, analysed, script)) return []
            return {
              message: inSentences(
                `No migration validates ${quoteIdentifier(name)} of ${quotedTable(table)}: rows from before it may violate it, and PostgreSQL does not plan by it.`,
                `Add ALTER TABLE ${quotedTable(table)} VALIDATE CONSTRAINT ${quoteIdentifier(name)} as a migration of its own; reads and writes go on meanwhile.`,
              ),
              action,
              object: constraintObject(table, name),
              hurts: ['data'],
              facts: { kind },
            }
          },
        ),
}

/** Validated or dropped later, in this script or another. */
function isSettled(
  name: string,
  { index }: AnalysedStatement,
  { statements, later = [] }: AnalysedScript,
): boolean {
  const behind = [...statements.slice(index + 1).map(({ statement }) => statement), ...later.flat()]
  return behind.some(
    (statement) =>
      statement.kind === 'parsed' &&
      statement.actions.some(
        (action) =>
          (action.kind === 'validateConstraint' || action.kind === 'dropConstraint') &&
          action.constraint === name,
      ),
  )
}
