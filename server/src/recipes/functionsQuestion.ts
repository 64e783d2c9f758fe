import { functionsThatMention } from './dependents.js'
import type { Answers, Question, RecipeRefusal } from './recipe.js'
import { refusal } from './refusal.js'
import type { TableContext } from './tableContext.js'

/**
 * Functions of the database whose text names the column: only a person knows whether they mean this
 * one. Asked only where there are any.
 */
export function functionsQuestion(context: TableContext, column: string): readonly Question[] {
  const names = functionsThatMention(context, column)
  if (names.length === 0) return []
  return [
    {
      id: 'functions',
      text: `${names.join(', ')} name "${column}" in their text. Do they use this column of "${context.table.name}"?`,
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
  column: string,
  answers: Answers,
): { readonly kind: 'accepted'; readonly names: readonly string[] } | RecipeRefusal {
  const names = functionsThatMention(context, column)
  if (names.length === 0 || answers.functions === 'unrelated') return { kind: 'accepted', names }
  return refusal(
    `${names.join(', ')} name "${column}" in their text and would fail when the column has gone. Change them first, so that they work with and without it, or answer that they mean something else.`,
  )
}
