import type { Catalogue, ConstraintDescription, TableDescription } from '../../engine/catalogue.js'
import type { ClientReference } from './clientTable.js'
import { isUnique } from './uniqueColumns.js'

/** A table whose rows others refer to, and how many of them are wanted. */
export type ParentTable = { readonly table: TableDescription; readonly rows: number }

/**
 * Every table that must hold rows before the given references can be filled: those that they
 * point to, and what these cannot do without, however far that goes and in circles too. The tables
 * in `filled` fill themselves.
 */
export function parentTables(
  catalogue: Catalogue,
  references: readonly ClientReference[],
  filled: ReadonlySet<string>,
): readonly ParentTable[] {
  const wanted = new Map<string, number>()
  const visit = (name: string, rows: number) => {
    const table = catalogue.tables[name]
    if (table === undefined || filled.has(name) || (wanted.get(name) ?? 0) >= rows) return
    wanted.set(name, rows)
    for (const constraint of requiredReferences(table)) {
      const next = constraint.references?.table
      if (next !== undefined) visit(next, isUnique(table, constraint.columns) ? rows : fewRows)
    }
  }
  for (const { table, oneToOne } of references) visit(table, oneToOne ? manyRows : fewRows)
  return [...wanted].flatMap(([name, rows]) => {
    const table = catalogue.tables[name]
    return table === undefined ? [] : [{ table, rows }]
  })
}

/** Foreign keys none of whose columns can be NULL. */
export function requiredReferences(table: TableDescription): readonly ConstraintDescription[] {
  const notNull = new Set(table.columns.filter((one) => one.notNull).map((one) => one.name))
  return table.constraints.filter(
    (one) => one.references !== undefined && one.columns.every((name) => notNull.has(name)),
  )
}

const fewRows = 8
const manyRows = 120
