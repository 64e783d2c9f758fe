import type { ColumnDescription } from '../engine/catalogue.js'
import { columnReferencesIn, nodesIn } from './columnReferences.js'
import { dropObstacle } from './dependents.js'
import { acceptedFunctions } from './functionsQuestion.js'
import { neverNull } from './neverNull.js'
import { indexesOfNewColumn, type NewIndex } from './newIndexes.js'
import {
  foreignKeysOver,
  generatedObstacle,
  primaryKeyObstacle,
  tableObstacle,
} from './obstacles.js'
import { oldField, type OldField } from './oldField.js'
import type { Answers, PlanDraft, RecipeRefusal } from './recipe.js'
import { refusal } from './refusal.js'
import type { MadeColumn } from './reshapeConditions.js'
import { inWords, isText, type ReshapedColumns } from './reshapedColumns.js'
import { mentionsColumn } from './renameInDefinition.js'
import { reshapePlan } from './reshapePlan.js'
import { readExpression } from './rowExpression.js'
import { actionsOnTable, type TableContext } from './tableContext.js'

export type ReshapeRecipe = {
  readonly recipe: string
  readonly operation: string
  readonly title: string
  readonly slug: string
  /** Expressions by the name of the column that they make. */
  readonly answers: Answers
}

/** The plan, or why there can be none. */
export function reshapeDraft(
  reshaped: ReshapedColumns,
  about: ReshapeRecipe,
  given: Answers,
): PlanDraft | RecipeRefusal {
  const { context, olds, news } = reshaped
  const added = news.map(({ column }) => column)
  const obstacle =
    tableObstacle(context) ??
    firstOf(olds, (old) => oldObstacle(reshaped, old)) ??
    firstOf(added, (column) => newObstacle(reshaped, column)) ??
    defaultObstacle(reshaped) ??
    lengthObstacle(olds, added)
  if (obstacle !== undefined) return obstacle
  const names = olds.map(({ name }) => name)
  const functions = acceptedFunctions(context, names, given)
  if (functions.kind === 'refusal') return functions
  const newSide = madeColumns(reshaped, added, olds, about.answers)
  if ('kind' in newSide) return newSide
  const oldSide = madeColumns(reshaped, olds, added, about.answers)
  if ('kind' in oldSide) return oldSide
  const lost = lostFields(reshaped)
  if ('kind' in lost) return lost
  const indexes = newIndexes(reshaped)
  if ('kind' in indexes) return indexes
  return reshapePlan({
    reshaped,
    sides: { table: context.table.name, olds: oldSide, news: newSide },
    lost,
    indexes,
    title: about.title,
    slug: about.slug,
    recipe: about.recipe,
    operation: about.operation,
    answers: {
      ...about.answers,
      ...(functions.names.length === 0 ? {} : { functions: 'unrelated' }),
    },
    acceptedFunctions: functions.names,
  })
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

/** The targets with their expressions, each of which reads nothing but the other side. */
function madeColumns(
  { context }: ReshapedColumns,
  targets: readonly ColumnDescription[],
  sources: readonly ColumnDescription[],
  answers: Answers,
): readonly MadeColumn[] | RecipeRefusal {
  const made: MadeColumn[] = []
  const readable = sources.map(({ name }) => name)
  for (const column of targets) {
    const answer = answers[column.name] ?? ''
    if (answer.trim() === '') {
      return refusal(
        `How "${column.name}" is made of ${inWords(readable)} is not known. Answer "${column.name}" with an SQL expression over ${readable.length === 1 ? 'it' : 'them'}.`,
      )
    }
    const value = readExpression(
      answer,
      { ...context.table, columns: sources },
      context.change.parser,
    )
    if (value.kind === 'refusal') return value
    if (nodesIn(value.node, 'SubLink').length > 0) {
      return refusal(
        `"${value.text}" holds a subquery, which a CHECK over the row cannot. Make "${column.name}" of the columns of the row alone.`,
      )
    }
    const others = columnReferencesIn(value.node).filter(
      ({ path }) => !readable.includes(path.at(-1) ?? ''),
    )
    if (others.length > 0) {
      return refusal(`"${column.name}" can be made of nothing but ${inWords(readable)}.`)
    }
    if (column.notNull && !neverNull(value.node, { ...context.table, columns: sources })) {
      return refusal(
        `"${column.name}" may not be NULL, and "${value.text}" may be. Give it a last resort: coalesce(${value.text}, …).`,
      )
    }
    made.push({ column, value })
  }
  return made
}

function lostFields({ context, olds }: ReshapedColumns): readonly OldField[] | RecipeRefusal {
  const lost: OldField[] = []
  const seen = new Set<string>()
  for (const old of olds) {
    const field = oldField(
      context,
      old,
      olds.map(({ name }) => name),
    )
    if (field.kind === 'refusal') return field
    // A key over two of them comes back once, with the last.
    lost.push(field)
  }
  return lost
    .toReversed()
    .map((field) => {
      const blockAttributes = field.blockAttributes.filter((text) => !seen.has(text))
      for (const text of blockAttributes) seen.add(text)
      return { ...field, blockAttributes }
    })
    .toReversed()
}

function newIndexes({ context, news }: ReshapedColumns): readonly NewIndex[] | RecipeRefusal {
  const names = news.map(({ column }) => column.name)
  const found = new Map<string, NewIndex>()
  for (const name of names) {
    const indexes = indexesOfNewColumn(context, name, names)
    if (indexes.kind === 'refusal') return indexes
    for (const index of indexes.indexes) {
      if (index.unique) {
        return refusal(
          `"${name}" is to be unique, and values that are made of others may come twice. Leave that out, and add it when this plan is done: it is a plan of its own.`,
        )
      }
      found.set(index.name, index)
    }
  }
  return [...found.values()]
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
