import type { RecipeSubject } from '../../recipes/recipe.js'
import type { PlanDocument } from './planDocument.js'
import type { PlanStanding } from './planStanding.js'

/**
 * Whether a plan has begun and not ended: its first phase is among the migrations and its last is
 * not. What cannot be told counts as under way.
 */
export function isUnderWay({ phases }: PlanStanding): boolean {
  const [first] = phases
  if (first === undefined || first.state === 'takenBack') return false
  const last = phases.at(-1)?.state
  return last !== 'written' && last !== 'promoted'
}

/** The columns that both are about; a plan about no column in particular is about all of a table's. */
export function sharedColumns(left: RecipeSubject, right: RecipeSubject): readonly string[] {
  if (left.table !== right.table) return []
  if (left.columns.length === 0) return right.columns
  if (right.columns.length === 0) return left.columns
  return left.columns.filter((column) => right.columns.includes(column))
}

/** Why no other plan may be made about these columns, for the user; undefined when it may. */
export function overlapOf(
  subject: RecipeSubject,
  plan: { readonly name: string; readonly document: PlanDocument; readonly standing: PlanStanding },
): string | undefined {
  const { document, standing } = plan
  const isSame = document.subject.table === subject.table
  const shared = sharedColumns(subject, document.subject)
  const wholeTable = subject.columns.length === 0 && document.subject.columns.length === 0
  if (!isUnderWay(standing) || !isSame || (shared.length === 0 && !wholeTable)) return undefined
  const what =
    shared.length === 0
      ? `"${subject.table}"`
      : `${shared.map((column) => `"${column}"`).join(' and ')} of "${subject.table}"`
  const waiting = standing.phases
    .filter(({ state }) => state !== 'written' && state !== 'promoted')
    .map(({ name }) => name)
  return `The plan "${plan.name}" is under way and changes ${what} too: its ${waiting.join(' and ')} ${waiting.length === 1 ? 'phase is' : 'phases are'} still to come. Finish it, or take it back, before this one.`
}
