import type { ColumnDescription } from '../../engine/catalogue.js'
import { dropObstacle } from '../parts/dependents.js'
import {
  foreignKeysOver,
  generatedObstacle,
  primaryKeyObstacle,
  tableObstacle,
} from '../parts/obstacles.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { mentionsColumn } from '../rename/renameInDefinition.js'
import { inWords, isText, type ReshapedColumns } from './reshapedColumns.js'
import { actionsOnTable, type TableContext } from '../parts/tableContext.js'

/** Why columns cannot be split or merged, whatever the expressions are. */
export function reshapeObstacle(reshaped: ReshapedColumns): RecipeRefusal | undefined {
  const { context, olds, news } = reshaped
  const added = news.map(({ column }) => column)
  return (
    tableObstacle(context) ??
    firstOf(olds, (old) => oldObstacle(reshaped, old)) ??
    firstOf(added, (column) => newObstacle(reshaped, column)) ??
    defaultObstacle(reshaped) ??
    lengthObstacle(olds, added)
  )
}

function oldObstacle(
  { context }: ReshapedColumns,
  old: ColumnDescription,
): RecipeRefusal | undefined {
  const [key] = foreignKeysOver(context, old.name)
  return (
    generatedObstacle(context, old.name) ??
    primaryKeyObstacle(context, old.name, 'dropping it') ??
    (key === undefined
      ? undefined
      : refusal(
          `"${old.name}" refers to "${key.references?.table ?? ''}" by foreign key "${key.name}": a value that is made of other columns refers to nothing. Move the relation to another column first.`,
        )) ??
    ruleObstacle(context, old.name) ??
    dropObstacle(context, old, '')
  )
}

/** What new code writes comes to the old column in another form, of which a rule for it says nothing. */
function ruleObstacle({ table, change }: TableContext, column: string): RecipeRefusal | undefined {
  const names = (text: string) => mentionsColumn(text, column, change.parser)
  const index = table.indexes.find(({ unique, definition }) => unique && names(definition))
  if (index !== undefined) {
    return refusal(
      `"${column}" is in the unique index "${index.name}": as long as both sides are there, new code would be refused values that come to the same on the old side, and it would not know why. Drop the key first, or put it on a column of its own; both are plans of their own.`,
    )
  }
  const check = table.constraints.find(
    ({ kind, columns }) => kind === 'check' && columns.includes(column),
  )
  return check === undefined
    ? undefined
    : refusal(
        `The check "${check.name}" names "${column}": as long as both sides are there, new code would be refused values that it does not write itself. Drop the check first.`,
      )
}

function newObstacle(
  { context, olds }: ReshapedColumns,
  column: ColumnDescription,
): RecipeRefusal | undefined {
  const keys = actionsOnTable(context, 'addConstraint').map(({ action }) => action.constraint)
  const key = keys.find((one) => 'columns' in one && one.columns.includes(column.name))
  if (key !== undefined) {
    return refusal(
      `"${column.name}" gets a key in the same change, and values that are made of others may break it. Leave the key out, and add it when this plan is done: it is a plan of its own.`,
    )
  }
  const field = context.model.columns.find((one) => one.column === column.name)
  const name = field?.field.name.text
  return olds.some((old) => old.name === name)
    ? refusal(
        `The field "${name ?? ''}" stands for "${column.name}", and as long as the column "${name ?? ''}" is there Prisma refuses a field of that name. Give the field another name, and rename it when this plan is done.`,
      )
    : undefined
}

/**
 * A default of the database hides whether a writer knows the column. Where new code always gives a
 * required new column, that tells it all the same.
 */
function defaultObstacle({ olds, news }: ReshapedColumns): RecipeRefusal | undefined {
  const old = olds.find((one) => one.default !== undefined)
  return old === undefined || news.some(({ column }) => column.notNull)
    ? undefined
    : refusal(
        `"${old.name}" has a default, and every new column may be NULL: as long as both are there, a row that new code leaves empty cannot be told from one that old code leaves to the default. Take the default away first, or make one of the new columns required.`,
      )
}

/** What is made of a longer text would be cut without a word. */
function lengthObstacle(
  olds: readonly ColumnDescription[],
  news: readonly ColumnDescription[],
): RecipeRefusal | undefined {
  const lengths = olds.map(lengthOf)
  const needed = lengths.includes(undefined)
    ? undefined
    : lengths.reduce<number>((sum, length) => sum + (length ?? 0), lengths.length - 1)
  const short = news.find((column) => {
    const length = lengthOf(column)
    return isText(column) && length !== undefined && (needed === undefined || length < needed)
  })
  return short === undefined
    ? undefined
    : refusal(
        `"${short.name}" holds ${lengthOf(short) ?? 0} characters, and ${inWords(olds.map(({ name }) => name))} may hold ${needed === undefined ? 'any number' : `${needed}`}: texts would be cut. Make it longer for this plan; shortening it afterwards is a plan of its own.`,
      )
}

/** Undefined for a type without a limit. */
function lengthOf({ type }: ColumnDescription): number | undefined {
  const [, length] = /^character(?: varying)?\((\d+)\)$/.exec(type) ?? []
  return length === undefined ? undefined : Number(length)
}

function firstOf<One>(
  all: readonly One[],
  find: (one: One) => RecipeRefusal | undefined,
): RecipeRefusal | undefined {
  for (const one of all) {
    const found = find(one)
    if (found !== undefined) return found
  }
  return undefined
}
