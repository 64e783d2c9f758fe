import type { RecipeOffer } from '../recipes/recipe.js'
import { withoutActions } from '../sql/subtractScript.js'
import { itemsOf } from '../sql/scriptUnits.js'
import type { SqlAction } from '../sql/action.js'
import type { PendingAnalysis } from './analysis.js'
import { madeBy, namedBy } from './planObjects.js'

/** What of a pending change no plan takes. */
export type OrdinaryChange = {
  /** What hurts nobody, for a migration of its own; '' when there is nothing. */
  readonly sql: string
  readonly actions: readonly SqlAction[]
  /** What would hurt and has no recipe, by the rules that say so. It stays in the schema. */
  readonly breaking: readonly { readonly action: SqlAction; readonly rules: readonly string[] }[]
}

/**
 * Takes the statements apart. What names something that a plan makes waits for it, so it is
 * neither ordinary nor breaking here.
 */
export function ordinaryChange(
  { script, findings }: Pick<PendingAnalysis, 'script' | 'findings'>,
  offers: readonly RecipeOffer[],
): OrdinaryChange {
  const statements = script.statements.map(({ statement }) => statement)
  const claimed = new Set(offers.flatMap(({ actions }) => actions))
  const made = new Set(offers.flatMap(({ actions }) => actions.flatMap(madeBy)))
  const rulesOf = (action: SqlAction) =>
    findings.flatMap(({ finding, severity }) =>
      finding.action === action && (severity === 'error' || severity === 'warning')
        ? [finding.rule]
        : [],
    )
  const items = itemsOf(statements).filter(({ actions }) => actions.length > 0)
  const isPlanned = (actions: readonly SqlAction[]) =>
    actions.some((action) => claimed.has(action) || namedBy(action).some((name) => made.has(name)))
  const free = items.filter(({ actions }) => !isPlanned(actions))
  const hurting = free.filter(({ actions }) => actions.some((action) => rulesOf(action).length > 0))
  const ordinary = free.filter((item) => !hurting.includes(item))
  const others = items.filter((item) => !ordinary.includes(item)).flatMap(({ actions }) => actions)
  return {
    sql: ordinary.length === 0 ? '' : withoutActions(script.text, statements, others),
    actions: ordinary.flatMap(({ actions }) => actions),
    breaking: hurting.flatMap(({ actions }) =>
      actions.flatMap((action) => {
        const rules = [...new Set(rulesOf(action))]
        return rules.length === 0 ? [] : [{ action, rules }]
      }),
    ),
  }
}
