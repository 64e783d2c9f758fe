import type { TableDescription } from '../../engine/catalogue.js'
import { refusal } from '../parts/refusal.js'
import type { Answers, PlannedRehearsal, RecipeRefusal, RecipeSubject } from '../recipe.js'
import type { Successor } from './oldColumns.js'

/** What a plan that changes a table says of itself. */
export type ChangingPlan = {
  readonly recipe: string
  readonly subject: RecipeSubject
  readonly answers: Answers
  readonly rehearsal: PlannedRehearsal
}

export type Successors =
  { readonly kind: 'successors'; readonly of: ReadonlyMap<string, Successor> } | RecipeRefusal

/**
 * Where the columns that a plan takes away live on in `now`, the table as it is while the plan is
 * under way or behind it. Refused for plans that take nothing away, and for those that take away
 * more than a view can show.
 */
export function successorsIn(plan: ChangingPlan, now: TableDescription): Successors {
  const { recipe, subject, answers, rehearsal } = plan
  switch (kindOf(recipe)) {
    case 'renamed': {
      const [old = '', added = ''] = subject.columns
      return successors([[old, { kind: 'column', column: added }]])
    }
    case 'moved':
      return successors([])
    case 'retyped': {
      const { column = '', beside = '' } = rehearsal.swapped ?? {}
      // The swapped column has its old name again when the plan is done.
      const isThere = now.columns.some(({ name }) => name === beside)
      return successors([[column, { kind: 'column', column: isThere ? beside : column }]])
    }
    case 'reshaped': {
      const made = rehearsal.oldColumns.filter((name) => !rehearsal.newColumns.includes(name))
      return successors(
        made.map((name) => [name, { kind: 'expression', sql: answers[name] ?? '' }]),
      )
    }
    case 'dropped':
      return refusal(
        'What the plan drops is gone for good behind it, and no view can show it. Keep it, hidden from the client with @ignore, as long as somebody reads it, and take the plan back.',
      )
    case undefined:
      return refusal(
        `No view is made for a plan of the recipe ${recipe}: either it leaves what readers know as it is, or a view could not show it as it was. What readers notice is in its README.`,
      )
  }
}

type Kind = 'renamed' | 'moved' | 'retyped' | 'reshaped' | 'dropped'

function kindOf(recipe: string): Kind | undefined {
  return kinds.find(([, ids]) => ids.includes(recipe))?.[0]
}

const kinds: readonly (readonly [Kind, readonly string[]])[] = [
  ['renamed', ['rename-column', 'rename-column-view']],
  ['moved', ['rename-table', 'move-schema']],
  [
    'retyped',
    [
      ...['convert-type', 'int-to-bigint', 'float-to-decimal', 'timestamp-to-timestamptz'],
      ...['json-to-jsonb', 'text-to-enum', 'shrink-type', 'change-type'],
    ],
  ],
  ['reshaped', ['split-column', 'merge-columns']],
  ['dropped', ['drop-column', 'drop-table']],
]

function successors(of: readonly (readonly [string, Successor])[]): Successors {
  return { kind: 'successors', of: new Map(of) }
}
