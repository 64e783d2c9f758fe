import type { ColumnDescription, TableDescription } from '../../engine/catalogue.js'
import { nameSimilarity, similarEnough } from '../../rules/similarName.js'
import type { DroppedTable } from '../drop/droppedTable.js'
import { defaultExpressionFor, uniqueExpressionFor } from '../fill/defaultExpression.js'
import { constantText } from '../fill/constantText.js'
import type { Answers, Question } from '../recipe.js'
import { quoteLiteral } from '../../sql/quoting.js'
import type { MergedTables } from './mergedTables.js'

/** A column of an old table, and the column of the new one that has its values. */
export type ColumnPair = { readonly source: ColumnDescription; readonly target: string }

/** How the questions about an old table call it: by its schema only where two have its name. */
export function sourceName({ sources }: MergedTables, { context }: DroppedTable): string {
  const { name } = context.table
  return sources.filter((one) => one.context.table.name === name).length === 1
    ? name
    : context.tableKey
}

export function mergeQuestions(merged: MergedTables): readonly Question[] {
  return [
    ...merged.sources.map((source) => labelQuestion(merged, source)),
    ...merged.sources.flatMap((source) =>
      columnsWithoutTarget(merged, source).map((column) => targetQuestion(merged, source, column)),
    ),
    ...merged.sources.flatMap((source) =>
      filledColumns(merged, pairsOf(merged, source, {})).map(({ source: column }) =>
        valueQuestion(merged, source, column),
      ),
    ),
  ]
}

/** The answer as SQL: a label of the enum, or a text. */
export function labelOf(merged: MergedTables, source: DroppedTable, answers: Answers): string {
  const { id, default: usual } = labelQuestion(merged, source)
  const answer = (answers[id] ?? usual).trim()
  return merged.discriminator.labels === undefined ? answer : quoteLiteral(answer)
}

export function pairsOf(
  merged: MergedTables,
  source: DroppedTable,
  answers: Answers,
): readonly ColumnPair[] {
  return plainColumns(source).flatMap((column) => {
    const same = sameColumn(merged, column)
    if (same !== undefined) return [{ source: column, target: same.name }]
    if (namesake(merged, column) !== undefined) return []
    const { id, default: usual } = targetQuestion(merged, source, column)
    const target = answers[id] ?? usual
    return target === nowhere ? [] : [{ source: column, target }]
  })
}

/** A column of the new table with the old one's name and another type. */
export function namesake({ created }: MergedTables, column: ColumnDescription) {
  return created.find(({ name, type }) => name === column.name && type !== column.type)
}

/** Those that the old table requires and the new one does not, because the others have no such column. */
export function filledColumns(
  { created }: MergedTables,
  pairs: readonly ColumnPair[],
): readonly ColumnPair[] {
  return pairs.filter(
    ({ source, target }) =>
      source.notNull && created.find(({ name }) => name === target)?.notNull === false,
  )
}

/** No two rows of the table have the same value in the column. */
export function isUniqueIn({ indexes }: TableDescription, { name }: ColumnDescription): boolean {
  return indexes.some(
    ({ unique, columns }) => unique && columns.length === 1 && columns[0] === name,
  )
}

/** The expression for rows that new code writes without a value. */
export function fillAnswer(
  merged: MergedTables,
  source: DroppedTable,
  column: ColumnDescription,
  answers: Answers,
): string {
  const { id, default: usual } = valueQuestion(merged, source, column)
  return answers[id] ?? usual
}

export const nowhere = 'none'

/** Neither part of the key nor made by the database. */
export function plainColumns({ context: { table } }: DroppedTable): readonly ColumnDescription[] {
  const key = table.constraints.find(({ kind }) => kind === 'primaryKey')?.columns ?? []
  return table.columns.filter(
    ({ name, generated }) => !key.includes(name) && generated === undefined,
  )
}

function sameColumn({ created }: MergedTables, column: ColumnDescription) {
  return created.find(({ name, type }) => name === column.name && type === column.type)
}

function columnsWithoutTarget(
  merged: MergedTables,
  source: DroppedTable,
): readonly ColumnDescription[] {
  return plainColumns(source).filter(
    (column) => sameColumn(merged, column) === undefined && namesake(merged, column) === undefined,
  )
}

function labelQuestion(merged: MergedTables, source: DroppedTable): Question {
  const { discriminator, newName } = merged
  const { context } = source
  const common = {
    id: sourceName(merged, source),
    text: `"${discriminator.column.name}" of "${newName.name}" for the rows of "${context.table.name}"`,
  }
  if (discriminator.labels === undefined) {
    return { ...common, kind: 'expression', default: quoteLiteral(context.model.model) }
  }
  const free = discriminator.labels.filter(
    (label) => ![...discriminator.named.values()].includes(label),
  )
  const unnamed = merged.sources.filter((one) => !discriminator.named.has(one))
  return {
    ...common,
    kind: 'choice',
    choices: discriminator.labels.map((label) => ({
      value: label,
      label,
      detail: `A row of "${context.table.name}" becomes one of this kind`,
    })),
    default: discriminator.named.get(source) ?? free[unnamed.indexOf(source)] ?? '',
  }
}

function targetQuestion(
  merged: MergedTables,
  source: DroppedTable,
  column: ColumnDescription,
): Question {
  const { created, discriminator, newName } = merged
  const { table } = source.context
  const known = table.columns.map(({ name }) => name)
  const fitting = created.filter(
    ({ name, type, generated }) =>
      type === column.type &&
      generated === undefined &&
      !known.includes(name) &&
      name !== discriminator.column.name,
  )
  const [best] = fitting
    .map(({ name }) => ({ name, score: nameSimilarity(column.name, name) }))
    .toSorted((left, right) => right.score - left.score)
  return {
    id: `${sourceName(merged, source)}.${column.name}`,
    text: `Which column of "${newName.name}" takes "${column.name}" of "${table.name}"?`,
    kind: 'choice',
    choices: [
      ...fitting.map(({ name }) => ({
        value: name,
        label: name,
        detail: `Both hold the same as long as there are both tables`,
      })),
      {
        value: nowhere,
        label: 'None',
        detail: `Its values stay behind with the rows of "${table.name}"`,
      },
    ],
    default: best !== undefined && similarEnough <= best.score ? best.name : nowhere,
  }
}

function valueQuestion(
  merged: MergedTables,
  source: DroppedTable,
  column: ColumnDescription,
): Question {
  const labels = merged.change.catalogue.enums[column.typeName]?.values ?? []
  const { table } = source.context
  return {
    id: `${sourceName(merged, source)}.${column.name}.value`,
    text: `Value of "${column.name}" for rows of this kind that new code writes without it, as long as old code reads "${table.name}", where it is required`,
    kind: 'expression',
    default:
      (isUniqueIn(table, column)
        ? uniqueExpressionFor(column)
        : ((column.default === undefined ? undefined : constantText(column.default)) ??
          defaultExpressionFor(column, labels))) ?? '',
  }
}
