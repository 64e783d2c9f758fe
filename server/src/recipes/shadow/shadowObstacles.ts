import { backfillKey } from '../parts/backfillKey.js'
import { dependentObstacle, dropObstacle } from '../parts/dependents.js'
import {
  foreignKeysOver,
  generatedObstacle,
  primaryKeyObstacle,
  tableObstacle,
} from '../parts/obstacles.js'
import { refusal } from '../parts/refusal.js'
import type { TableContext } from '../parts/tableContext.js'
import type { RecipeRefusal } from '../recipe.js'
import { familyObstacle } from '../swap/swapDraft.js'
import { circleObstacle } from './shadowCircle.js'
import type { ShadowChange } from './shadowChange.js'
import type { ShadowKey } from './shadowColumns.js'
import { indexOn } from './shadowCreate.js'

/** The key by which rows are copied and compared, or why no copy of the table can take its place. */
export function shadowKey(context: TableContext): ShadowKey | RecipeRefusal {
  const { table, change } = context
  const obstacle = tableObstacle(context) ?? ownObstacle(context) ?? circleObstacle(context)
  if (obstacle !== undefined) return obstacle
  const key = backfillKey(table, change.catalogue)
  return key.kind === 'columns'
    ? key
    : refusal(
        `"${table.name}" has no key whose least value is known: a row that is changed could not be found again in the copy, and the two tables could not be compared. Give it a primary key first.`,
      )
}

/** Why the columns cannot be changed in the copy. */
export function columnsObstacle(
  { context, retyped, tightened, dropped }: ShadowChange,
  key: ShadowKey,
): RecipeRefusal | undefined {
  const { table } = context
  const changed = [
    ...retyped.map(({ old }) => old),
    ...[...tightened, ...dropped].map(({ column }) => column),
  ]
  for (const column of changed) {
    const obstacle =
      generatedObstacle(context, column.name) ??
      primaryKeyObstacle(context, column.name, 'changing it') ??
      (key.columns.includes(column.name)
        ? refusal(
            `Rows of "${table.name}" are found again by "${column.name}", which has to stay as it is.`,
          )
        : undefined)
    if (obstacle !== undefined) return obstacle
  }
  for (const one of retyped) {
    const obstacle =
      dropObstacle(context, one.old, 'Change the two together in a plan of their own.') ??
      familyObstacle(one)
    if (obstacle !== undefined) return obstacle
  }
  for (const { column } of dropped) {
    const obstacle = dropObstacle(context, column, '')
    if (obstacle !== undefined) return obstacle
    if (column.notNull && column.default === undefined) {
      return refusal(
        `"${column.name}" is required and has no default: code that does not know it any more could not insert a row before the swap. Make it optional first, or drop it with drop-column, which fills it meanwhile.`,
      )
    }
  }
  for (const { column } of tightened) {
    const [foreign] = foreignKeysOver(context, column.name)
    if (foreign !== undefined) {
      return refusal(
        `"${column.name}" refers to "${foreign.references?.table ?? ''}", and no row is known there that stands for "none". Leave it optional here.`,
      )
    }
    const obstacle = dependentObstacle(context, column, '')
    if (obstacle !== undefined) return obstacle
  }
  return undefined
}

function ownObstacle(context: TableContext): RecipeRefusal | undefined {
  const { table, tableKey, change } = context
  if (table.rowSecurity || table.policies.length > 0) {
    return refusal(
      `"${table.name}" has row level security. Its policies decide who sees which row, and a copy of them has not been proved: write this change by hand.`,
    )
  }
  const view = change.catalogue.views.find(
    ({ materialized, columns }) =>
      materialized && columns.some((column) => column.startsWith(`${tableKey}.`)),
  )
  if (view !== undefined) {
    return refusal(
      `Materialized view "${view.view}" reads "${table.name}" and would go on reading the old one. Drop it first, and make it anew behind the swap.`,
    )
  }
  const index = table.indexes.find(
    (one) => !one.valid || (isPlain(context, one.name) && !indexOn(context, one, 'x')),
  )
  if (index !== undefined) {
    return refusal(
      index.valid
        ? `Index "${index.name}" cannot be made anew from its definition: ${index.definition}.`
        : `Index "${index.name}" is not valid. Drop it, or build it anew, first.`,
    )
  }
  const check = table.constraints.find(({ kind, validated }) => kind === 'check' && !validated)
  return check === undefined
    ? undefined
    : refusal(
        `Constraint "${check.name}" is not valid: the copy could not take over a row that breaks it. Validate it first.`,
      )
}

function isPlain({ table }: TableContext, index: string): boolean {
  return !table.constraints.some(({ index: behind }) => behind === index)
}
