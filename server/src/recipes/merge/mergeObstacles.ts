import type { DroppedTable } from '../drop/droppedTable.js'
import { viewOfTableObstacle } from '../drop/tableReaders.js'
import { backfillKey } from '../parts/backfillKey.js'
import { tableObstacle } from '../parts/obstacles.js'
import { refusal } from '../parts/refusal.js'
import type { RecipeRefusal } from '../recipe.js'
import type { MergedTables } from './mergedTables.js'
import { namesake, plainColumns, type ColumnPair } from './mergeMapping.js'

/** Why an old table as it is cannot be merged, whatever becomes of its columns. */
export function sourceObstacle(
  { newName }: MergedTables,
  { context }: DroppedTable,
): RecipeRefusal | undefined {
  const { table, tableKey, change } = context
  const obstacle = tableObstacle(context) ?? viewOfTableObstacle(context)
  if (obstacle !== undefined) return obstacle
  for (const [name, { constraints }] of Object.entries(change.catalogue.tables)) {
    const key = constraints.find(({ references }) => references?.table === tableKey)
    if (key !== undefined) {
      return refusal(
        name === tableKey
          ? `Foreign key "${key.name}" leads from "${table.name}" to itself: what it holds would have to become keys of "${newName.name}". Drop that relation first, in a change of its own.`
          : `Foreign key "${key.name}" of "${name}" leads to "${table.name}": its rows would have to follow to "${newName.name}", for which no plan has been proved. Keep "${table.name}" in this change and merge it by hand; or give "${name}" a column without a foreign key, fill it, and drop the relation first, in a change of its own.`,
      )
    }
  }
  if (table.rowSecurity) {
    return refusal(
      `"${table.name}" has row security, and "${newName.name}" would show its rows to everybody. Take it off first, or merge the tables by hand.`,
    )
  }
  const rule =
    table.constraints.find(({ kind }) => kind === 'check' || kind === 'exclude') ??
    table.indexes.find(
      ({ unique, predicate, columns }) =>
        unique && (predicate !== undefined || columns.includes(null)),
    )
  if (rule !== undefined) {
    return refusal(
      `"${rule.name}" limits the rows of "${table.name}" and would refuse new code what it writes to "${newName.name}". Drop it first, and make it anew there behind this plan.`,
    )
  }
  return backfillKey(table, change.catalogue).kind === 'columns'
    ? undefined
    : refusal(
        `"${table.name}" has no key whose least value is known, so that its rows cannot be gone through in batches.`,
      )
}

export function columnObstacle(
  merged: MergedTables,
  source: DroppedTable,
  pairs: readonly ColumnPair[],
): RecipeRefusal | undefined {
  const { created, newName } = merged
  const { table } = source.context
  for (const column of plainColumns(source)) {
    const other = namesake(merged, column)
    if (other !== undefined) {
      return refusal(
        `"${column.name}" is ${column.type} in "${table.name}" and ${other.type} in "${newName.name}". Change its type first, in a change of its own, or give the new one another name.`,
      )
    }
    const isTaken = pairs.some((pair) => pair.source === column)
    if (!isTaken && column.notNull && column.default === undefined) {
      return refusal(
        `"${column.name}" of "${table.name}" is required, and "${newName.name}" has no column of its type that takes it: a row that new code writes could not be one of "${table.name}". Add one, or make "${column.name}" optional first.`,
      )
    }
  }
  for (const { source: column, target } of pairs) {
    const now = created.find(({ name }) => name === target)
    const twice = pairs.filter((pair) => pair.target === target).length > 1
    if (now === undefined || now.type !== column.type || now.generated !== undefined || twice) {
      return refusal(
        `"${target}" of "${newName.name}" cannot take "${column.name}" of "${table.name}": ${twice ? 'another column has it already' : 'it is no column of the same type'}.`,
      )
    }
    if (now.notNull && !column.notNull) {
      return refusal(
        `"${target}" of "${newName.name}" is required, and "${column.name}" of "${table.name}" may be NULL, which old code writes. Make it optional; what requires it can come behind this plan.`,
      )
    }
  }
  const generated = table.columns.find((column) => column.generated !== undefined)
  const isNamesake = created.some(({ name }) => name === generated?.name)
  return generated === undefined || !isNamesake
    ? undefined
    : refusal(
        `"${generated.name}" is generated in "${table.name}", and new code would write it in "${newName.name}". Leave it out here.`,
      )
}
