import type { Rule } from '../rule.js'
import { grantsIn, sayGrant } from './grants.js'

/** ALL on a table is also TRUNCATE, REFERENCES and TRIGGER (manual, section 5.8). */
export const overbroadGrant: Rule = {
  id: 'overbroad-grant',
  severity: 'information',
  title: 'A role gets every right on its objects',
  yieldsTo: ['grant-widening'],
  check: (analysed) =>
    grantsIn(analysed).flatMap((given) => {
      if (given.grant.privileges !== undefined) return []
      if (given.grant.objtype !== 'OBJECT_TABLE') return []
      const roles = (given.grant.grantees ?? []).flatMap((node) =>
        'RoleSpec' in node ? (node.RoleSpec.rolename ?? []) : [],
      )
      return [
        {
          message: `Gives ${roles.join(', ') || 'a role'} ${sayGrant(given, analysed)}, which includes TRUNCATE and TRIGGER. Name the rights that the application uses: SELECT, INSERT, UPDATE, DELETE.`,
          action: given.action,
          object: {},
          hurts: ['data'],
        },
      ]
    }),
}
