import type { RecipeRefusal } from '../recipe.js'
import { refusal } from './refusal.js'
import type { TableContext } from './tableContext.js'

/** Why no plan of this room can be made for the table. */
export function tableObstacle(context: TableContext): RecipeRefusal | undefined {
  const { table } = context
  const obstacle = partitionObstacle(context)
  if (obstacle !== undefined) return obstacle
  // Bytewise, as PostgreSQL orders row triggers.
  const later = table.triggers.find(
    ({ name, definition }) => name > '~concertina' && / BEFORE /.test(definition),
  )
  return later === undefined
    ? undefined
    : refusal(
        `Trigger "${later.name}" would run behind the plan's own and could change what it has kept equal. Give it a name that sorts before "~".`,
      )
}

/** The same for a plan that puts no trigger on the table. */
export function partitionObstacle({ table, model }: TableContext): RecipeRefusal | undefined {
  if (table.kind === 'partitioned' || table.partitionOf !== undefined) {
    return refusal(
      `"${table.name}" is partitioned: an index cannot be built on it concurrently, and no plan for it has been proved.`,
    )
  }
  if (table.kind === 'foreign') {
    return refusal(`"${table.name}" is a foreign table: its rows belong to another database.`)
  }
  return model.managed
    ? undefined
    : refusal(`Model "${model.model}" is ignored or a view: Prisma Client does not write it.`)
}

/** The column is part of the primary key. */
export function primaryKeyObstacle(
  { table }: TableContext,
  column: string,
  doing: string,
): RecipeRefusal | undefined {
  const inKey = table.constraints.some(
    ({ kind, columns }) => kind === 'primaryKey' && columns.includes(column),
  )
  return inKey
    ? refusal(
        `"${column}" is part of the primary key of "${table.name}": Prisma Client reads it back after every write, even when it is ignored, so ${doing} needs a change of the primary key first.`,
      )
    : undefined
}

/** Foreign keys of this table over the column. */
export function foreignKeysOver({ table }: TableContext, column: string) {
  return table.constraints.filter(
    ({ kind, columns }) => kind === 'foreignKey' && columns.includes(column),
  )
}

/** What is written into the column by PostgreSQL alone. */
export function generatedObstacle(
  { table }: TableContext,
  column: string,
): RecipeRefusal | undefined {
  const found = table.columns.find(({ name }) => name === column)
  if (found?.generated !== undefined) {
    return refusal(
      `"${column}" is a generated column: no application writes it, so a trigger has nothing to keep equal.`,
    )
  }
  return found?.identity === undefined
    ? undefined
    : refusal(
        `"${column}" is an identity column, which PostgreSQL numbers itself: a copy of it cannot be.`,
      )
}
