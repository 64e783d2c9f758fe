import type { ConstraintDescription, TableDescription } from '../../engine/catalogue.js'
import { resolveRelation } from '../../rules/resolveName.js'
import type { DroppedTable } from '../drop/droppedTable.js'
import { refusal } from '../parts/refusal.js'
import type { RecipeRefusal } from '../recipe.js'
import { inWords } from '../reshape/reshapedColumns.js'
import type { MergedTables } from './mergedTables.js'
import type { ColumnPair } from './mergeMapping.js'
import type { MergePart } from './mergeParts.js'

/** What one side refers to, the other has to refer to in the same way: else one refuses what the other writes. */
export function foreignKeyObstacle(
  merged: MergedTables,
  { context }: DroppedTable,
  pairs: readonly ColumnPair[],
): RecipeRefusal | undefined {
  const { table } = context
  const own = table.constraints.flatMap((constraint) =>
    constraint.kind === 'foreignKey'
      ? [{ name: constraint.name, ends: endsOf(constraint, pairs) }]
      : [],
  )
  const targets = pairs.map(({ target }) => target)
  const wanted = newForeignKeys(merged).filter(({ columns }) =>
    columns.every((column) => targets.includes(column)),
  )
  const lost = own.find(({ ends }) => !wanted.some((key) => key.ends === ends))
  if (lost !== undefined) {
    return refusal(
      `Foreign key "${lost.name}" of "${table.name}" has no like in "${merged.newName.name}", with the same onDelete and onUpdate over the column that takes its values. Give it the relation, with both written out.`,
    )
  }
  const added = wanted.find((key) => !own.some(({ ends }) => ends === key.ends))
  return added === undefined
    ? undefined
    : refusal(
        `Foreign key "${added.name}" of "${merged.newName.name}" would refuse what old code writes to "${table.name}", which has no like with the same onDelete and onUpdate. Leave the relation out, and add it behind this plan.`,
      )
}

function newForeignKeys({ made, change }: MergedTables) {
  return made.flatMap(({ action }) => {
    const constraints =
      action.kind === 'createTable'
        ? action.constraints
        : action.kind === 'addConstraint'
          ? [action.constraint]
          : []
    return constraints.flatMap((constraint) => {
      if (constraint.kind !== 'foreignKey') return []
      const { references, columns, name = '' } = constraint
      const table = resolveRelation(change.catalogue, references.table)
      const ends = JSON.stringify([
        table,
        columns.map((column, place) => [column, references.columns[place]]).toSorted(),
        references.onDelete,
        references.onUpdate,
      ])
      return [{ name, columns, ends }]
    })
  })
}

/** The same, with the columns of the new table. */
function endsOf({ references, columns }: ConstraintDescription, pairs: readonly ColumnPair[]) {
  return JSON.stringify([
    references?.table,
    columns
      .map((column, place) => [
        pairs.find(({ source }) => source.name === column)?.target ?? '',
        references?.columns[place],
      ])
      .toSorted(),
    references?.onDelete,
    references?.onUpdate,
  ])
}

/**
 * A unique key of the new table holds for the rows of several old ones at once only with the
 * discriminator in it; one of an old table has to hold in the new one too.
 */
export function keyObstacle(
  merged: MergedTables,
  parts: readonly MergePart[],
): RecipeRefusal | undefined {
  const { model, discriminator, newName, created } = merged
  const keys = model.keys.filter(({ kind }) => kind === 'primaryKey' || kind === 'unique')
  for (const { columns, name } of keys) {
    const others = columns.filter((column) => column !== discriminator.column.name)
    const isKey = parts.some(({ key }) => sameNames(key.conflict, columns))
    const isMade = others.some((column) => {
      const found = created.find((one) => one.name === column)
      return (
        found?.serial === true ||
        found?.identity !== undefined ||
        parts.every(({ made }) => made.some((one) => one.column === column))
      )
    })
    if (isKey || isMade) continue
    // NULL in one of its columns keeps a row out of it.
    const held = parts.filter((part) =>
      others.every(
        (column) =>
          targetsOf(part).some(({ target }) => target === column) ||
          created.find((one) => one.name === column)?.default !== undefined,
      ),
    )
    const [first, second] = held
    if (first !== undefined && second !== undefined && others.length === columns.length) {
      return refusal(
        `"${name}" is to be unique over ${inWords(others)}, and the same value may stand in "${first.context.table.name}" and in "${second.context.table.name}". Put "${discriminator.column.name}" into the key, or leave it out and add it when this plan is done: it is a plan of its own.`,
      )
    }
    const loose = held.find(
      (part) =>
        !uniquesOf(part.context.table).some((unique) =>
          unique.columns.every((column) =>
            others.includes(
              targetsOf(part).find(({ source }) => source.name === column)?.target ?? '',
            ),
          ),
        ),
    )
    if (loose !== undefined) {
      return refusal(
        `"${name}" is to be unique, and "${loose.context.table.name}" may hold the same values twice. Leave that out, and add it when this plan is done: it is a plan of its own.`,
      )
    }
  }
  for (const part of parts) {
    const { table } = part.context
    for (const unique of uniquesOf(table)) {
      const targets = unique.columns.map(
        (column) => targetsOf(part).find(({ source }) => source.name === column)?.target ?? '',
      )
      const isHeld = keys.some(({ columns }) =>
        columns.every((column) => column === discriminator.column.name || targets.includes(column)),
      )
      if (isHeld) continue
      return refusal(
        `"${unique.name}" lets no value come twice in "${table.name}", and would refuse new code what it writes to "${newName.name}". Put ${inWords([discriminator.column.name, ...targets])} into a unique key there, or drop "${unique.name}" first.`,
      )
    }
  }
  return undefined
}

function targetsOf({ pairs, key }: MergePart): readonly ColumnPair[] {
  return [...pairs, ...key.pairs]
}

function uniquesOf(table: TableDescription) {
  return table.indexes.flatMap(({ unique, primary, name, columns }) =>
    unique && !primary ? [{ name, columns: columns.filter((column) => column !== null) }] : [],
  )
}

function sameNames(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name) => right.includes(name))
}
