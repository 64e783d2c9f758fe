import type { ColumnDefinition } from '../../sql/action.js'
import { refusal } from '../parts/refusal.js'
import type { RecipeRefusal } from '../recipe.js'
import { isWideEnough, type ListedValue } from './listedValue.js'
import { goesWithItsRow, ruleOver } from './newTable.js'

/** Whether the new table takes a value once, or once for each row of the old one. */
export function uniqueValues(
  { model, reference }: ListedValue,
  { name }: ColumnDefinition,
): 'all' | 'own' | undefined {
  const over = (columns: readonly string[]) =>
    model.keys.some(
      (key) =>
        (key.kind === 'unique' || key.kind === 'primaryKey') &&
        key.columns.length === columns.length &&
        key.columns.every((column) => columns.includes(column)),
    )
  if (over([name])) return 'all'
  return over([reference, name]) ? 'own' : undefined
}

/** Why the values of the column cannot be kept in both tables. */
export function listedObstacle(
  listed: ListedValue,
  value: ColumnDefinition,
): RecipeRefusal | undefined {
  const { context, column, model } = listed
  if (!isWideEnough(column, value.type)) {
    return refusal(
      `"${value.name}" is ${value.type}, and "${column.name}", which is ${column.type}, may hold longer values. Make it as long.`,
    )
  }
  if (column.default !== undefined) {
    return refusal(
      `"${column.name}" has a default: a row that new code makes would get a value, and a row of "${model.table}" for it, that nobody has given it. Take the default away first.`,
    )
  }
  if (!goesWithItsRow(listed, listed)) {
    return refusal(
      `Rows of "${model.table}" come with those of "${context.table.name}" and have to go with them: old code, which knows nothing of them, could delete none any more. Write onDelete: Cascade on the relation.`,
    )
  }
  return uniqueObstacle(listed, value)
}

function uniqueObstacle(listed: ListedValue, value: ColumnDefinition): RecipeRefusal | undefined {
  const { context, column, model } = listed
  const { table } = context
  const own = table.indexes.find(
    ({ unique, columns, predicate }) =>
      unique && predicate === undefined && columns.length === 1 && columns[0] === column.name,
  )
  const isUnique = uniqueValues(listed, value) === 'all'
  if (isUnique && own === undefined) {
    return refusal(
      `"${value.name}" of "${model.table}" is to be unique, and "${column.name}" may hold the same value in several rows. Make "${column.name}" unique first (add-unique), or "${value.name}" unique for each "${context.model.model}" only.`,
    )
  }
  if (own !== undefined && !isUnique) {
    return refusal(
      `"${own.name}" keeps "${column.name}" unique and would refuse new code what "${model.table}" lets it write. Make "${value.name}" unique too, or drop "${own.name}" first.`,
    )
  }
  const others = { ...table, indexes: table.indexes.filter((one) => one !== own) }
  const rule = ruleOver({ ...context, table: others }, column)
  return rule === undefined
    ? undefined
    : refusal(
        `"${rule}" is over "${column.name}" and would refuse new code what it writes to another table. Drop it first.`,
      )
}
