import { quoteIdentifier } from '../../sql/quoting.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { addedConstraints, constraintObject, isForeignKey } from './addedConstraints.js'

/** Style: Prisma always writes the action, people who write SQL by hand often mean another than the default. */
export const fkExplicitOnDelete: Rule = {
  id: 'fk-explicit-on-delete',
  severity: 'hint',
  title: 'A foreign key leaves ON DELETE to the default',
  offByDefault: true,
  check: (analysed, script) => {
    if (/\bon\s+delete\b/i.test(analysed.statement.text)) return []
    return addedConstraints(analysed, script).flatMap(({ action, table, constraint }) => {
      if (!isForeignKey(constraint)) return []
      const parent = resolveRelation(analysed.before, constraint.references.table)
      const name =
        constraint.name === undefined
          ? 'A foreign key'
          : `The foreign key ${quoteIdentifier(constraint.name)}`
      return {
        message: inSentences(
          `${name} of ${quotedTable(table)} does not say what happens when a row of ${quotedTable(parent)} is deleted; by default the DELETE fails.`,
          'Write ON DELETE NO ACTION, RESTRICT, SET NULL or CASCADE.',
        ),
        action,
        object: constraintObject(table, constraint.name),
        hurts: [],
      }
    })
  },
}
