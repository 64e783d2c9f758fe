import { functionsThatMention } from './dependents.js'
import type { Answers, Question, RecipeRefusal } from '../recipe.js'
import { refusal } from './refusal.js'
import type { TableContext } from './tableContext.js'

/**
 * Functions of the database whose text names the column: only a person knows whether they mean this
 * one. Asked only where there are any.
 */
export function functionsQuestion(
  context: TableContext,
  ...columns: readonly string[]
): readonly Question[] {
  const names = functionsOver(context, columns)
  if (names.length === 0) return []
  const mentioned = columns.map((column) => `"${column}"`).join(' or ')
  return [
    {
      id: 'functions',
      text: `${names.join(', ')} name ${mentioned} in their text. Do they use ${columns.length === 1 ? 'this column' : 'these columns'} of "${context.table.name}"?`,
      kind: 'choice',
      choices: [
        {
          value: 'use it',
          label: 'Yes',
          detail: 'They would fail when the column has gone: change them first',
        },
        {
          value: 'unrelated',
          label: 'No',
          detail: 'They mean another column or a variable; verify leaves them out',
        },
      ],
      default: 'use it',
    },
  ]
}

/** The functions that were said to be unrelated; a refusal when they are not. */
export function acceptedFunctions(
  context: TableContext,
  columns: string | readonly string[],
  answers: Answers,
): { readonly kind: 'accepted'; readonly names: readonly string[] } | RecipeRefusal {
  const all = typeof columns === 'string' ? [columns] : columns
  const names = functionsOver(context, all)
  if (names.length === 0 || answers.functions === 'unrelated') return { kind: 'accepted', names }
  return refusal(
    `${names.join(', ')} name ${all.map((column) => `"${column}"`).join(' or ')} in their text and would fail when ${all.length === 1 ? 'the column has' : 'the columns have'} gone. Change them first, so that they work with and without it, or answer that they mean something else.`,
  )
}

function functionsOver(context: TableContext, columns: readonly string[]): readonly string[] {
  return [...new Set(columns.flatMap((column) => functionsThatMention(context, column)))]
}
