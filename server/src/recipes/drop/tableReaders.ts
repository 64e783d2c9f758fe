import { functionsThatNameTable } from '../parts/dependents.js'
import { refusal } from '../parts/refusal.js'
import type { TableContext } from '../parts/tableContext.js'
import type { Answers, Question, RecipeRefusal } from '../recipe.js'
import { inWords } from '../reshape/reshapedColumns.js'

/** Functions whose text names a table that goes: only a person knows whether they mean it. */
export function functionsOfTableQuestion(contexts: readonly TableContext[]): readonly Question[] {
  const names = functionsOver(contexts)
  if (names.length === 0) return []
  return [
    {
      id: 'functions',
      text: `${names.join(', ')} name ${tablesOf(contexts)} in their text. Do they use ${contexts.length === 1 ? 'this table' : 'these tables'}?`,
      kind: 'choice',
      choices: [
        {
          value: 'use it',
          label: 'Yes',
          detail: 'They would fail when the table has gone: change them first',
        },
        {
          value: 'unrelated',
          label: 'No',
          detail: 'They mean something else; verify leaves them out',
        },
      ],
      default: 'use it',
    },
  ]
}

/** The functions that were said to be unrelated; a refusal when they are not. */
export function acceptedFunctionsOfTables(
  contexts: readonly TableContext[],
  answers: Answers,
): { readonly kind: 'accepted'; readonly names: readonly string[] } | RecipeRefusal {
  const names = functionsOver(contexts)
  if (names.length === 0 || answers.functions === 'unrelated') return { kind: 'accepted', names }
  const isOne = contexts.length === 1
  return refusal(
    `${names.join(', ')} name ${tablesOf(contexts)} in their text and would fail when ${isOne ? 'the table has' : 'the tables have'} gone. Change them first, so that they work without ${isOne ? 'it' : 'them'}, or answer that they mean something else.`,
  )
}

export function viewOfTableObstacle({ tableKey, change }: TableContext): RecipeRefusal | undefined {
  const view = change.catalogue.views.find(({ columns }) =>
    columns.some((column) => column.startsWith(`${tableKey}.`)),
  )
  return view === undefined
    ? undefined
    : refusal(`View "${view.view}" reads it: write the view anew without it, or drop it, first.`)
}

function functionsOver(contexts: readonly TableContext[]): readonly string[] {
  return [...new Set(contexts.flatMap(functionsThatNameTable))]
}

function tablesOf(contexts: readonly TableContext[]): string {
  return inWords(contexts.map(({ table }) => table.name)).replace(/" and "(?=[^"]*"$)/, '" or "')
}
