import { quoteLiteral } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { quotedTable } from '../phrases.js'
import { resolveType } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { blockAround } from '../transactionOf.js'

/** Until PostgreSQL 12 the command refused a transaction block (release notes of version 12). */
export const enumAddValue: Rule = {
  id: 'enum-add-value',
  severity: 'hint',
  offByDefault: true,
  title: 'Before PostgreSQL 12 a value cannot be added to an enum inside a transaction',
  yieldsTo: ['enum-add-no-position', 'enum-add-old-reader'],
  decidedByVersion: true,
  check: (analysed, script) =>
    script.postgresVersion >= 12 || blockAround(analysed, script) === undefined
      ? []
      : actionsOfKind(analysed, 'addEnumValue').map((action) => ({
          message: `Adds ${quoteLiteral(action.value)} to the enum ${quotedTable(resolveType(action.type))} inside a transaction, which PostgreSQL ${script.postgresVersion} refuses (25001), so that the migration fails. Put it alone in a migration of its own.`,
          action,
          object: { type: resolveType(action.type), value: action.value },
          hurts: ['new-code'],
        })),
}
