import type { Engine } from '../../../server/src/engine/engine.js'
import { problemsOfSchema, schemaProblems } from './schemaProblems.js'
import { recipeOffers } from '../../../server/src/project/pendingChange.js'
import { pendingChange, prove } from '../../database/recipes/pendingChange.js'
import { randomEdit } from './randomEdit.js'
import { randomHandmade } from './randomHandmade.js'
import { drawFrom, withDoubledQuotes, printedSchema, randomSchema } from './randomSchema.js'

/** What became of one random change. */
export type PlanCase = {
  readonly seed: number
  readonly edit: string
  readonly before: string
  readonly after: string
  /** What no schema shows. */
  readonly handmade: string
  readonly plans: readonly PlanOutcome[]
}

export type PlanOutcome =
  | { readonly kind: 'proved'; readonly recipe: string }
  | { readonly kind: 'refused'; readonly recipe: string; readonly say: string }
  /** A law is broken: a plan was offered that does not hold, or a refusal that says nothing. */
  | { readonly kind: 'broken'; readonly recipe: string; readonly say: string }

/** The change of this seed; undefined where the edit changes nothing or leaves no valid schema. */
export async function planCase(engine: Engine, seed: number): Promise<PlanCase | undefined> {
  const draw = drawFrom(seed)
  const schema = randomSchema(draw)
  const edited = randomEdit(schema, draw)
  if (edited === undefined) return undefined
  const handmade = randomHandmade(schema, draw)
  const [before, after] = [printedSchema(schema), printedSchema(edited.schema)]
  if (schemaProblems(before).length > 0) throw new Error(`${problemsOfSchema(before)}\n${before}`)
  if (schemaProblems(after).length > 0) return undefined
  const change = await pendingChange(engine, {
    before,
    after,
    handmade,
    repaired: withDoubledQuotes,
  })
  const plans: PlanOutcome[] = []
  for (const offer of recipeOffers(change)) {
    const { recipe } = offer
    const draft = offer.draft({})
    if (draft.kind === 'refusal') {
      const saysWhy = /^\S.{20,}\.$/s.test(draft.say)
      plans.push({ kind: saysWhy ? 'refused' : 'broken', recipe, say: draft.say })
      continue
    }
    const report = await prove(engine, change, offer, draft)
    plans.push(
      report.kind === 'proved'
        ? { kind: 'proved', recipe }
        : { kind: 'broken', recipe, say: JSON.stringify(report, undefined, 2) },
    )
  }
  return { seed, edit: edited.edit, before, after, handmade, plans }
}
