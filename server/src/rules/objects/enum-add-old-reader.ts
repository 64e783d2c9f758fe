import { quoteLiteral } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import { fewOf, quotedColumn, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { enumInUse } from './enumChange.js'

/** Prisma Client knows the values of the schema that it was generated from, and no others. */
export const enumAddOldReader: Rule = {
  id: 'enum-add-old-reader',
  severity: 'warning',
  title: 'Running code fails when it reads a value that it does not know',
  check: (analysed, script) =>
    actionsOfKind(analysed, 'addEnumValue').flatMap((action) => {
      const used = enumInUse(action.type, analysed, script)
      const { values = [] } = analysed.before.enums[used?.type ?? ''] ?? {}
      // Of an enum that the replay does not know nobody can say who reads it.
      if (used === undefined || used.users.length === 0 || values.includes(action.value)) return []
      const columns = fewOf(
        used.users.map(({ table, column }) => quotedColumn(table, column)),
        'or',
      )
      const value = quoteLiteral(action.value)
      return [
        {
          message: `Adds ${value} to the enum ${quotedTable(used.type)}: once new code writes it to ${columns}, a Prisma Client of the running version fails on every row that holds it. Deploy code that knows ${value} first, and write it from the release after that.`,
          action,
          object: { type: used.type, value: action.value },
          hurts: ['old-code'],
          recipe: 'add-enum-value',
          facts: { columns: used.users.map(({ table, column }) => `${table}.${column}`) },
        },
      ]
    }),
}
