import { quoteLiteral } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { enumInUse } from './enumChange.js'

/** The label changes for every row at once (manual, ALTER TYPE: RENAME VALUE), the running code does not. */
export const enumRenameValue: Rule = {
  id: 'enum-rename-value',
  severity: 'error',
  title: 'An enum value gets another name while running code uses the old one',
  check: (analysed, script) =>
    actionsOfKind(analysed, 'renameEnumValue').flatMap((action) => {
      const used = enumInUse(action.type, analysed, script)
      if (used === undefined) return []
      const [old, now] = [quoteLiteral(action.value), quoteLiteral(action.newName)]
      return [
        {
          message: `Renames ${old} of the enum ${quotedTable(used.type)} to ${now}: every row has the new name at once, and running code that writes ${old} or reads ${now} fails until it is replaced. Keep the label and give it another name in the schema alone, with @map(${quoteLiteral(action.value).replaceAll("'", '"')}); or add ${now} as a value of its own, move the rows, and leave ${old} unused.`,
          action,
          object: { type: used.type, value: action.value },
          hurts: ['old-code'],
          facts: {
            to: action.newName,
            columns: used.users.map(({ table, column }) => `${table}.${column}`),
          },
        },
      ]
    }),
}
