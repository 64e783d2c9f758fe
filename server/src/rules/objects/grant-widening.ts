import type { Rule } from '../rule.js'
import { grantsIn, sayGrant } from './grants.js'

/** PUBLIC is every role, also those of the future (manual, GRANT). */
export const grantWidening: Rule = {
  id: 'grant-widening',
  severity: 'information',
  title: 'A right is given to every role of the database',
  check: (analysed) =>
    grantsIn(analysed).flatMap((given) => {
      const toAll = given.grant.grantees?.some(
        (node) => 'RoleSpec' in node && node.RoleSpec.roletype === 'ROLESPEC_PUBLIC',
      )
      if (toAll !== true) return []
      return [
        {
          message: `Gives PUBLIC ${sayGrant(given, analysed)}: every role that can connect has it, also those that are created later. Name the roles that need it.`,
          action: given.action,
          object: {},
          hurts: ['data'],
        },
      ]
    }),
}
