import type { Catalogue, ConstraintDescription } from '../../engine/catalogue.js'
import { refusal } from '../parts/refusal.js'
import type { TableContext } from '../parts/tableContext.js'
import type { RecipeRefusal } from '../recipe.js'

/**
 * A table that this one refers to, and whose rows cannot be without one of this. The rehearsal makes its rows before
 * there are any to refer to, so that it cannot show that foreign keys are led to the copy.
 */
export function circleObstacle({
  table,
  tableKey,
  change,
}: TableContext): RecipeRefusal | undefined {
  const { catalogue } = change
  const reached = new Set(keysTo(table.constraints, tableKey))
  for (const name of reached) {
    const required = requiredKeys(catalogue, name)
    const back = required.find(({ references }) => references?.table === tableKey)
    if (back !== undefined) {
      return refusal(
        `"${table.name}" refers to "${name}", whose "${back.name}" refers back and is required: a plan for two tables in such a circle has not been proved. Change the columns with the plans for each of them.`,
      )
    }
    for (const next of keysTo(required, tableKey)) reached.add(next)
  }
  return undefined
}

function keysTo(keys: readonly ConstraintDescription[], except: string): readonly string[] {
  return keys.flatMap(({ references }) =>
    references === undefined || references.table === except ? [] : [references.table],
  )
}

function requiredKeys(catalogue: Catalogue, name: string): readonly ConstraintDescription[] {
  const found = catalogue.tables[name]
  const required = new Set(
    (found?.columns ?? []).flatMap((column) => (column.notNull ? [column.name] : [])),
  )
  return (found?.constraints ?? []).filter(
    ({ kind, columns }) => kind === 'foreignKey' && columns.every((one) => required.has(one)),
  )
}
