import type { Catalogue } from '../../engine/catalogue.js'
import { requiredReferences } from '../simulation/parentTables.js'
import type { Version } from './writeRun.js'

/**
 * The versions in an order in which their tables can be filled: behind those of them that a table
 * cannot do without. In a circle of such foreign keys the order is as it was.
 */
export function fillingOrder(
  versions: readonly Version[],
  catalogue: Catalogue,
): readonly Version[] {
  const ordered: Version[] = []
  let left = versions
  while (left.length > 0) {
    const open = new Set(left.map(({ table }) => table.name))
    const next = left.find(({ table }) => !needsOneOf(catalogue, table.name, open)) ?? left[0]
    if (next === undefined) break
    ordered.push(next)
    left = left.filter((one) => one !== next)
  }
  return ordered
}

function needsOneOf(catalogue: Catalogue, name: string, open: ReadonlySet<string>): boolean {
  const table = catalogue.tables[name]
  if (table === undefined) return false
  return requiredReferences(table).some(
    ({ references }) =>
      references !== undefined && references.table !== name && open.has(references.table),
  )
}
