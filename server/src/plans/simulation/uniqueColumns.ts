import type {
  Catalogue,
  ColumnDescription,
  IndexDescription,
  TableDescription,
} from '../../engine/catalogue.js'
import { namesIn } from '../printedDefinition.js'
import { hasManyValues, valuedColumn } from './valuedColumn.js'

/** Columns that give every unique index at least one value that comes only once. */
export function freshColumns(catalogue: Catalogue, table: TableDescription): ReadonlySet<string> {
  const foreign = new Set(
    table.constraints.flatMap((one) => (one.kind === 'foreignKey' ? one.columns : [])),
  )
  const isSuitable = (column: ColumnDescription) =>
    !foreign.has(column.name) && hasManyValues(valuedColumn(catalogue, table, column))
  return new Set(
    table.indexes
      .filter((index) => index.unique)
      .flatMap((index) => {
        const names = columnsOf(index)
        const suitable = table.columns.filter((one) => names.has(one.name) && isSuitable(one))
        return suitable.slice(0, 1).map((column) => column.name)
      }),
  )
}

/** The columns of an index; for an expression, those that its definition names. */
function columnsOf(index: IndexDescription): ReadonlySet<string> {
  const plain = index.columns.filter((name) => name !== null)
  return new Set(
    plain.length === index.columns.length
      ? plain
      : [...plain, ...namesIn(index.definition.slice(index.definition.indexOf('(')))],
  )
}

/** Whether a unique index lets no two rows have the same values in these columns. */
export function isUnique(table: TableDescription, columns: readonly string[]): boolean {
  return table.indexes.some(
    (index) =>
      index.unique && index.columns.every((name) => name !== null && columns.includes(name)),
  )
}
