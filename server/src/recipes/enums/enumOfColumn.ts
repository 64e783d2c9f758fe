import type { EnumOfSchema } from '../../prisma/schemaModel.js'
import { enumNamed } from '../../prisma/lookups.js'
import type { ColumnDefinition } from '../../sql/action.js'
import { refusal } from '../parts/refusal.js'
import type { RecipeRefusal } from '../recipe.js'
import type { PendingAction, TableContext } from '../parts/tableContext.js'

/** The enum of the schema behind a column's type. */
export function enumOfColumn(
  { change }: TableContext,
  { typeName }: Pick<ColumnDefinition, 'typeName'>,
): EnumOfSchema | undefined {
  return enumNamed(change.target, typeName)
}

/** CREATE TYPE of the same script for the column's type: it has to come with the column. */
export function newTypeOf(
  { actions }: TableContext,
  column: ColumnDefinition,
): { readonly kind: 'type'; readonly create?: PendingAction } | RecipeRefusal {
  const create = actions.find(
    ({ action }) => action.kind === 'createEnum' && sameType(action.type.name, column),
  )
  if (create === undefined) return { kind: 'type' }
  const users = actions.flatMap(({ action }) => {
    if (action.kind === 'addColumn') return [action.column]
    if (action.kind === 'createTable') return action.columns
    return []
  })
  const others = users.filter((other) => other !== column && sameType(column.typeName.name, other))
  return others.length === 0
    ? { kind: 'type', create }
    : refusal(
        `The new type "${column.typeName.name}" is also that of "${others[0]?.name ?? ''}" in the same change. Create the type in a migration of its own first.`,
      )
}

function sameType(name: string, { typeName }: ColumnDefinition): boolean {
  return typeName.name === name
}
