import type { ColumnDescription } from '../../engine/catalogue.js'
import { columnReferencesIn, nodesIn } from '../parts/columnReferences.js'
import { acceptedFunctions } from '../parts/functionsQuestion.js'
import { neverNull } from '../fill/neverNull.js'
import { indexesOfNewColumn, type NewIndex } from '../constraints/newIndexes.js'
import { oldField, type OldField } from '../parts/oldField.js'
import type { Answers, PlanDraft, RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import type { MadeColumn } from './reshapeConditions.js'
import { inWords, type ReshapedColumns } from './reshapedColumns.js'
import { reshapeObstacle } from './reshapeObstacles.js'
import { reshapePlan } from './reshapePlan.js'
import { readExpression } from '../parts/rowExpression.js'

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
  const obstacle = reshapeObstacle(reshaped)
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
    lost.push(field)
  }
  // A key over two of them comes back once, with the last.
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
