import type { Catalogue } from '../engine/catalogue.js'
import { typePartsOf } from './typeChange.js'
import { isInteger, type TypedColumn } from './typeRoute.js'

/**
 * Whether a change of the column's type is one of a key: it is part of the primary key, or, for a
 * number, refers to a key or is one for another table. `table` is `schema.name`.
 */
export function isKeyColumn(catalogue: Catalogue, table: string, column: TypedColumn): boolean {
  const { constraints = [] } = catalogue.tables[table] ?? {}
  const isIn = (columns: readonly string[]) => columns.includes(column.name)
  if (constraints.some(({ kind, columns }) => kind === 'primaryKey' && isIn(columns))) return true
  if (!isInteger(typePartsOf(column.type))) return false
  return (
    constraints.some(({ kind, columns }) => kind === 'foreignKey' && isIn(columns)) ||
    Object.values(catalogue.tables).some((other) =>
      other.constraints.some(
        ({ references }) => references?.table === table && isIn(references.columns),
      ),
    )
  )
}
