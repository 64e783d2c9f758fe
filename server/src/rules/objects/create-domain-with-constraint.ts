import { actionsOfKind } from '../concerned.js'
import { quotedTable } from '../phrases.js'
import { resolveType } from '../resolveName.js'
import type { Rule } from '../rule.js'

/** A column of such a domain cannot be added without writing every row (measured). */
export const createDomainWithConstraint: Rule = {
  id: 'create-domain-with-constraint',
  severity: 'hint',
  offByDefault: true,
  title: 'A domain with a constraint makes every column of it costly to add',
  check: (analysed) =>
    actionsOfKind(analysed, 'createDomain')
      .filter(({ notNull, constraints }) => notNull || constraints.length > 0)
      .map((action) => ({
        message: `Creates the domain ${quotedTable(resolveType(action.domain))} with a constraint: adding a column of it to a table rewrites the table, and changing the constraint checks every table that uses it. Put a CHECK on the column instead, which can be added with NOT VALID.`,
        action,
        object: { type: resolveType(action.domain) },
        hurts: [],
      })),
}
