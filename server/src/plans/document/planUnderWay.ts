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
export function sharedColumns(left: SubjectPart, right: SubjectPart): readonly string[] {
  if (left.table !== right.table) return []
  if (left.columns.length === 0) return right.columns
  if (right.columns.length === 0) return left.columns
  return left.columns.filter((column) => right.columns.includes(column))
}

/** Whether two plans would change the same: the phases of two such plans could not be told apart. */
export function isSameGround(left: RecipeSubject, right: RecipeSubject): boolean {
  return sharedGround(left, right) !== undefined
}

/** What a plan is about in one table. */
type SubjectPart = Pick<RecipeSubject, 'table' | 'columns'>

/** The first table of which both change the same, with the columns that they share. */
function sharedGround(left: RecipeSubject, right: RecipeSubject): SubjectPart | undefined {
  for (const one of [left, ...(left.others ?? [])]) {
    for (const other of [right, ...(right.others ?? [])]) {
      const columns = sharedColumns(one, other)
      const bothWhole = one.columns.length === 0 && other.columns.length === 0
      if (one.table === other.table && (bothWhole || columns.length > 0)) {
        return { table: one.table, columns }
      }
    }
  }
  return undefined
}

/** Why no other plan may be made about these columns, for the user; undefined when it may. */
export function overlapOf(
  subject: RecipeSubject,
  plan: { readonly name: string; readonly document: PlanDocument; readonly standing: PlanStanding },
): string | undefined {
  const { document, standing } = plan
  const shared = sharedGround(subject, document.subject)
  if (!isUnderWay(standing) || shared === undefined) return undefined
  const what =
    shared.columns.length === 0
      ? `"${shared.table}"`
      : `${shared.columns.map((column) => `"${column}"`).join(' and ')} of "${shared.table}"`
  const waiting = standing.phases
    .filter(({ state }) => state !== 'written' && state !== 'promoted')
    .map(({ name }) => name)
  return `The plan "${plan.name}" is under way and changes ${what} too: its ${waiting.join(' and ')} ${waiting.length === 1 ? 'phase is' : 'phases are'} still to come. Finish it, or take it back, before this one.`
}
