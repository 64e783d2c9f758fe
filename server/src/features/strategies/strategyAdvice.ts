import type { ProjectAnalysis } from '../../project/analysis.js'
import { ordinaryChange } from '../../project/ordinaryChange.js'
import { pendingChangeOf, recipeOffers, simplerAnswers } from '../../project/pendingChange.js'
import { planOrder } from '../../project/planOrder.js'
import type { PendingChange, RecipeOffer } from '../../recipes/recipe.js'
import type { SqlAction } from '../../sql/action.js'
import type { SqlParser } from '../../sql/parseStatements.js'
import { inPlaceStrategies } from './inPlace.js'
import { plannedStrategies } from './planned.js'
import { recommended } from './recommended.js'
import { schemaOnlyStrategies } from './schemaOnly.js'
import { isCopy, shadowTableStrategies } from './shadowTable.js'
import { windowStrategies } from './stopped.js'
import type { AdvisedChange, StrategyAdvice } from './strategy.js'

/** For every change of the pending script the strategies that apply, side by side. */
export function strategyAdvice(
  analysis: ProjectAnalysis,
  parser: SqlParser,
): readonly StrategyAdvice[] {
  const change = pendingChangeOf(analysis, parser)
  if (change === undefined) return []
  return changesOf(analysis, change).map((one) => ({
    change: one.title,
    actions: one.actions,
    strategies: recommended(one, [
      ...schemaOnlyStrategies(one),
      ...inPlaceStrategies(one),
      ...plannedStrategies(one),
      ...shadowTableStrategies(one),
      ...windowStrategies(one),
    ]),
  }))
}

function changesOf({ outcome }: ProjectAnalysis, change: PendingChange): readonly AdvisedChange[] {
  if (outcome.kind !== 'checked') return []
  const { pending, catalogue } = outcome
  const offers = recipeOffers(change)
  const alternatives = simplerAnswers(change)
  const of = (title: string, actions: readonly SqlAction[], own: readonly RecipeOffer[]) => ({
    title,
    change,
    actions,
    statements: pending.script.statements.filter(
      ({ statement }) =>
        statement.kind === 'parsed' && statement.actions.some((action) => actions.includes(action)),
    ),
    findings: pending.findings.filter(({ finding }) => actions.includes(finding.action)),
    alternatives: alternatives.filter((one) => one.actions.some((each) => actions.includes(each))),
    offers: own,
  })
  const { plans, waiting, instead } = planOrder(offers, catalogue)
  const planned = [...plans, ...waiting].map(({ offer }) => {
    const others = instead.filter((one) => one.of === offer).map((one) => one.offer)
    const own = [offer, ...others.filter((one) => !isCopy(one))]
    return of(subjectOf(offer), [...new Set(own.flatMap(({ actions }) => actions))], own)
  })
  const rest = ordinaryChange(pending, offers)
  const breaking = [...new Set(rest.breaking.map(({ action }) => action))].map((action) =>
    of(sqlOf(pending.script.text, action), [action], []),
  )
  const ordinary = rest.actions.length === 0 ? [] : [of('What hurts nobody', rest.actions, [])]
  // One copy makes several of the changes: it is compared with making them all, not with one of them.
  const copies = instead
    .map(({ offer }) => offer)
    .filter(isCopy)
    .map((offer) => of(subjectOf(offer), offer.actions, [offer]))
  return [...planned, ...copies, ...breaking, ...ordinary]
}

/** The title up to how the plan does it: `Rename "name" of "User" to "fullName"`. */
function subjectOf({ title }: RecipeOffer): string {
  return title.replace(
    / (?:in (?:one|two|three|several) deployments?\b.*|in one copy of it: .*|, \w+ing .*)$/,
    '',
  )
}

function sqlOf(text: string, { whole }: SqlAction): string {
  return text.slice(whole.start, whole.end).replace(/\s+/g, ' ')
}
