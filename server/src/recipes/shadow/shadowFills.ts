import { defaultExpressionFor } from '../fill/defaultExpression.js'
import { refusal } from '../parts/refusal.js'
import { readRowExpression } from '../parts/rowExpression.js'
import type { TableContext } from '../parts/tableContext.js'
import type { Answers, Question, RecipeRefusal } from '../recipe.js'
import type { ShadowChange, TightenedColumn } from './shadowChange.js'

/** The values of columns that become required, for rows that have none. */
export type ShadowFills = {
  readonly kind: 'fills'
  readonly values: ReadonlyMap<string, string>
  readonly answers: Answers
}

export function fillQuestions({ context, tightened }: ShadowChange): readonly Question[] {
  return tightened.map((one) => ({
    id: questionFor(one),
    text: `Value of "${one.column.name}" in rows in which it is NULL`,
    kind: 'expression',
    default: defaultFor(one, context),
  }))
}

export function neverNullAnswer(
  { context, tightened }: ShadowChange,
  answers: Answers,
): ShadowFills | RecipeRefusal {
  const { table, change } = context
  const values = new Map<string, string>()
  const given: Record<string, string> = {}
  for (const one of tightened) {
    const { name } = one.column
    const unique = table.indexes.some((index) => index.unique && index.columns.includes(name))
    if (unique) {
      return refusal(
        `"${name}" is unique, and rows without a value would need one each. Make it required with set-not-null first.`,
      )
    }
    const answer = answers[questionFor(one)] ?? defaultFor(one, context)
    const value = readRowExpression(answer, table, change.parser)
    if (value.kind === 'refusal') return value
    if (value.columns.includes(name)) {
      return refusal(`${value.text} reads "${name}" itself, which is NULL where it is needed.`)
    }
    values.set(name, value.text)
    given[questionFor(one)] = value.text
  }
  return { kind: 'fills', values, answers: given }
}

function questionFor({ column }: TightenedColumn): string {
  return `value of ${column.name}`
}

function defaultFor({ column, newDefault }: TightenedColumn, { change }: TableContext): string {
  const labels = change.catalogue.enums[column.typeName]?.values ?? []
  return newDefault ?? column.default ?? defaultExpressionFor(column, labels) ?? ''
}
