import type { Catalogue } from '../engine/catalogue.js'
import type { Alternative, PendingChange, RecipeOffer } from '../recipes/recipe.js'
import { alternatives } from '../recipes/alternatives.js'
import { recipes } from '../recipes/index.js'
import { refusal } from '../recipes/parts/refusal.js'
import type { AnalysedScript } from '../rules/script.js'
import type { SqlParser } from '../sql/parseStatements.js'
import type { ProjectAnalysis } from './analysis.js'
import type { ProjectSnapshot } from './projectSnapshot.js'

/** The pending change as the recipes look at it; absent unless the analysis could be made. */
export function pendingChangeOf(
  { outcome, snapshot }: ProjectAnalysis,
  parser: SqlParser,
): PendingChange | undefined {
  return outcome.kind === 'checked'
    ? changeBy(outcome.pending.script, outcome.catalogue, snapshot, parser)
    : undefined
}

export function changeBy(
  script: AnalysedScript,
  catalogue: Catalogue,
  { schema, committed }: ProjectSnapshot,
  parser: SqlParser,
): PendingChange {
  return {
    script,
    catalogue,
    target: schema.model,
    parser,
    ...(committed.kind === 'known' ? { committed: committed.schema.model } : {}),
  }
}

/**
 * What the recipes offer. A recipe that takes a renamed column as a whole claims it: what another
 * one would do with its half, drop the old column or fill the new one, would undo the rename.
 */
export function recipeOffers(change: PendingChange): readonly RecipeOffer[] {
  const offers = recipes.flatMap((recipe) => recipe.detect(change))
  const { columnRenames, columnRecreations } = change.script.stories
  const claimed = [...columnRenames, ...columnRecreations].filter(({ dropped, added }) =>
    offers.some(({ actions }) => actions.includes(dropped) && actions.includes(added)),
  )
  const unread = change.script.statements.find(({ statement }) => statement.kind === 'unparsed')
  return offers
    .filter(({ actions }) =>
      claimed.every(({ dropped, added }) => actions.includes(dropped) === actions.includes(added)),
    )
    .map((offer) => (unread === undefined ? offer : withoutPlan(offer, unread.statement.text)))
}

/** Prisma writes a quote in a name as it is, and PostgreSQL takes it for the end of the name. */
function withoutPlan(offer: RecipeOffer, statement: string): RecipeOffer {
  const line = statement.trim().split(/\r?\n/)[0] ?? ''
  const refused = refusal(
    `Prisma's SQL for this change holds a statement that PostgreSQL cannot read: ${line} … No plan beside it can be proved. Take that change out, or give what it names a name without quotes (@map).`,
  )
  return { ...offer, draft: () => refused }
}

export function simplerAnswers(change: PendingChange): readonly Alternative[] {
  return alternatives(change)
}

/** Finds an offer again in another analysis of the same texts. */
export function offerId({ recipe, subject }: RecipeOffer): string {
  return [recipe, subject.table, ...subject.columns].join(' ')
}
