import { typePartsOf } from '../../rules/typeChange.js'
import { isInteger } from '../../rules/typeRoute.js'
import type { KeySwap } from './keyTable.js'

/**
 * Columns that are called as if they held a changed key, and have no foreign key: nothing but their
 * names tells. As `"product_id" of "clicks"`.
 */
export function suspectsOf({ tables, joins }: KeySwap): readonly string[] {
  const [first] = tables
  if (first === undefined) return []
  const { catalogue } = first.context.change
  const keys = tables.flatMap(({ context, members }) =>
    members.flatMap(({ old }) =>
      [context.model.model, context.table.name, context.table.name.replace(/s$/i, '')].map((name) =>
        plain(name + old.name),
      ),
    ),
  )
  const ownTables = new Set(joins.map(({ tableKey }) => tableKey))
  return Object.entries(catalogue.tables).flatMap(([key, table]) =>
    ownTables.has(key)
      ? []
      : table.columns
          .filter(({ name, type }) => isInteger(typePartsOf(type)) && keys.includes(plain(name)))
          .filter(
            ({ name, type }) =>
              typePartsOf(type).name !== first.members[0]?.now.type &&
              !table.constraints.some(
                ({ kind, columns }) => kind === 'foreignKey' && columns.includes(name),
              ),
          )
          .map(({ name }) => `"${name}" of "${table.name}"`),
  )
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
