import { actionsOfKind } from '../concerned.js'
import { quotedTable } from '../phrases.js'
import { resolveType } from '../resolveName.js'
import type { Rule } from '../rule.js'

/** A value cannot be dropped (manual, section 8.7.4). */
export const createEnum: Rule = {
  id: 'create-enum',
  severity: 'hint',
  offByDefault: true,
  title: 'An enum is created, whose values cannot be removed later',
  check: (analysed, { stories }) =>
    actionsOfKind(analysed, 'createEnum')
      .filter((action) => !stories.told.has(action))
      .map((action) => ({
        message: `Creates the enum ${quotedTable(resolveType(action.type))}: PostgreSQL can add values to it later, but removing one means a new type and a rewrite of every table that uses it. If values come and go, keep them as rows of a table and refer to them with a foreign key.`,
        action,
        object: { type: resolveType(action.type) },
        hurts: [],
        facts: { values: action.values },
      })),
}
