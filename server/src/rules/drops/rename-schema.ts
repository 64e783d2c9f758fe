import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { inSentences } from '../phrases.js'
import type { Rule } from '../rule.js'

/** No table is locked, and every name in the schema is another at once. */
export const renameSchema: Rule = {
  id: 'rename-schema',
  severity: 'error',
  title: 'A schema is renamed while running code still uses the old name',
  check: (analysed) =>
    actionsOfKind(analysed, 'renameOther')
      .filter(({ object }) => object === 'OBJECT_SCHEMA')
      .map((action) => ({
        message: inSentences(
          `Renames the schema ${quoteIdentifier(action.name.name)} to ${quoteIdentifier(action.newName)}: from then on every query of running code that uses one of its tables fails.`,
          `Make a schema ${quoteIdentifier(action.newName)} with views on the tables of the old one, release code that uses it, and move the tables in a later release.`,
        ),
        action,
        object: {},
        hurts: ['old-code'],
        facts: { schema: action.name.name, to: action.newName },
      })),
}
