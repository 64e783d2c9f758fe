import type { AddedForeignKey } from './addedForeignKey.js'
import { partitionObstacle } from '../parts/obstacles.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import type { TableContext } from '../parts/tableContext.js'

/** Both ends of the key, as SQL: a foreign key is made and dropped under a lock on each. */
export function keyLocks(
  { sqlTable }: TableContext,
  { parent }: AddedForeignKey,
): readonly string[] {
  return parent.sqlTable === sqlTable ? [sqlTable] : [sqlTable, parent.sqlTable]
}

/** Why the key cannot be added by a plan. */
export function foreignKeyObstacle(
  context: TableContext,
  added: AddedForeignKey,
): RecipeRefusal | undefined {
  const { table, change } = context
  const { columns, referenced, parent, name, replaces } = added
  const target = change.catalogue.tables[parent.key]
  const obstacle = partitionObstacle(context)
  if (obstacle !== undefined) return obstacle
  if (target?.kind !== 'table') {
    return refusal(
      `"${parent.name}" is partitioned or foreign: no plan for a relation to it has been proved.`,
    )
  }
  const isKey = target.indexes.some(
    (index) =>
      index.unique &&
      index.valid &&
      index.predicate === undefined &&
      index.columns.length === referenced.length &&
      index.columns.every((column) => column !== null && referenced.includes(column)),
  )
  if (!isKey) {
    return refusal(
      `${listed(referenced)} of "${parent.name}" ${referenced.length === 1 ? 'is' : 'are'} not unique yet. Make that a change of its own, deploy it, and add the relation then.`,
    )
  }
  const isTaken = table.constraints.some((one) => one.name === name && name !== replaces?.name)
  if (isTaken) {
    return refusal(
      `"${table.name}" has another constraint "${name}" already. Give the relation another name with map:.`,
    )
  }
  const types = (key: string, names: readonly string[]) =>
    names.map(
      (one) =>
        change.catalogue.tables[key]?.columns.find((column) => column.name === one)?.typeName,
    )
  if (types(context.tableKey, columns).join() !== types(parent.key, referenced).join()) {
    return refusal(
      `${listed(columns)} and ${listed(referenced)} of "${parent.name}" differ in their types: each lookup would convert the values. Give them the same type first.`,
    )
  }
  const required = table.columns.filter((column) => columns.includes(column.name) && column.notNull)
  const { onDelete, onUpdate } = added.key.references
  const [first] = required
  if (first !== undefined && (onDelete === 'set null' || onUpdate === 'set null')) {
    return refusal(
      `"${first.name}" may not be NULL, so ${onDelete === 'set null' ? 'onDelete' : 'onUpdate'}: SetNull would always fail. Make the field optional in a change of its own, or choose another action.`,
    )
  }
  return undefined
}

function listed(columns: readonly string[]): string {
  return columns.map((one) => `"${one}"`).join(', ')
}
