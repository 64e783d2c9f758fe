import { resolveRelation } from '../../rules/resolveName.js'
import { quoteQualified } from '../../sql/quoting.js'
import type { ChangedType } from '../swap/changedType.js'
import type { KeyChange } from './keyChange.js'
import type { KeyReference } from './keyTable.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { pendingActions } from '../parts/tableContext.js'

/**
 * The foreign keys to take off and to make anew around the swap: all that begin or end at a changed
 * column, those of tables that no model stands for included. Join tables bring their own.
 */
export function keyReferences({
  members,
  joins,
}: KeyChange):
  { readonly kind: 'references'; readonly references: readonly KeyReference[] } | RecipeRefusal {
  const [first] = members
  if (first === undefined) return { kind: 'references', references: [] }
  const { catalogue } = first.context.change
  const found: KeyReference[] = []
  for (const [table, description] of Object.entries(catalogue.tables)) {
    if (joins.some(({ tableKey }) => tableKey === table)) continue
    for (const key of description.constraints) {
      const { references, columns } = key
      if (references === undefined) continue
      const from = columns.map((column) => memberAt(members, table, column))
      const to = references.columns.map((column) => memberAt(members, references.table, column))
      if (![...from, ...to].some((one) => one !== undefined)) continue
      const astray = from.findIndex((one, index) => one !== undefined && to[index] === undefined)
      if (astray !== -1) {
        return refusal(
          `Foreign key "${key.name}" of "${description.name}" leads from "${columns[astray] ?? ''}" to "${references.columns[astray] ?? ''}" of "${references.table}", which keeps its type. Change both, or neither.`,
        )
      }
      if (description.kind !== 'table' || description.partitionOf !== undefined) {
        return refusal(
          `"${description.name}" is partitioned or foreign and refers to a key of the change by "${key.name}": such a foreign key cannot be made anew without reading the table under a lock.`,
        )
      }
      if (from.every((one) => one === undefined) && isDropped(first, table)) {
        return refusal(
          `"${description.name}", which refers to a key of the change, is dropped or gets another name in the same change. Make that a change of its own, before this one.`,
        )
      }
      const sqlTable =
        members.find(({ context }) => context.tableKey === table)?.context.sqlTable ??
        quoteQualified(description)
      found.push({ key, sqlTable, table: description.name })
    }
  }
  return { kind: 'references', references: found }
}

function isDropped({ context }: ChangedType, table: string): boolean {
  const { change } = context
  return pendingActions(change).some(
    ({ action }) =>
      action.kind === 'dropTable' && resolveRelation(change.catalogue, action.table) === table,
  )
}

function memberAt(
  members: readonly ChangedType[],
  table: string,
  column: string,
): ChangedType | undefined {
  return members.find(({ context, old }) => context.tableKey === table && old.name === column)
}
