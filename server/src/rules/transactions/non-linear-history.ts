import type { Rule } from '../rule.js'
import { statementAction } from './statementAction.js'

/** Prisma applies migrations in the order of their names. */
export const nonLinearHistory: Rule = {
  id: 'non-linear-history',
  severity: 'warning',
  title: 'A new migration sorts before one that is there already',
  check: (analysed, { sortsBefore }) =>
    sortsBefore === undefined || analysed.index > 0
      ? []
      : [
          {
            message: `This migration is new and sorts before "${sortsBefore}", which is committed: a database that has applied that one runs this one after it, a new database before it, and the two may end up different. Give its folder a later time in its name, as long as nobody has applied it.`,
            action: statementAction(analysed),
            object: {},
            hurts: ['data'],
            facts: { sortsBefore },
          },
        ],
}
