import assert from 'node:assert/strict'
import type { Engine } from '../../../server/src/engine/engine.js'
import type { ProofReport } from '../../../server/src/plans/prove/proofReport.js'
import type { Answers, PlanDraft } from '../../../server/src/recipes/recipe.js'
import { startEngine, temporaryCache } from '../../support/engine.js'
import { offersFor, pendingChange, prove, type SchemaChange } from './pendingChange.js'

/** A change whose plan is to be proved. */
export type ProvedChange = SchemaChange & {
  readonly answers?: Answers
  /** What is left to see in the proofs. */
  readonly look?: (report: Proved, draft: PlanDraft) => void
}

export type Proved = Extract<ProofReport, { kind: 'proved' }>

/** One test for each change: the plan of the recipe passes every proof on the real engine. */
export function provesPlans(recipe: string, changes: Readonly<Record<string, ProvedChange>>): void {
  const cache = temporaryCache()
  let engine: Engine | undefined
  suiteSetup(() => {
    engine = startEngine(cache.folder)
  })
  suiteTeardown(async () => {
    await engine?.end()
    cache.remove()
  })

  for (const [title, change] of Object.entries(changes))
    test(title, async () => {
      assert.ok(engine)
      const pending = await pendingChange(engine, change)
      const offers = offersFor(pending).filter((offer) => offer.recipe === recipe)
      const [offer] = offers
      assert.ok(
        offer,
        offersFor(pending)
          .map((one) => one.title)
          .join('; '),
      )
      assert.equal(offers.length, 1)
      const draft = offer.draft(change.answers ?? {})
      assert.ok(draft.kind === 'plan', draft.kind === 'refusal' ? draft.say : '')
      const report = await prove(engine, pending, offer, draft)
      assert.ok(report.kind === 'proved', JSON.stringify(report, undefined, 2))
      change.look?.(report, draft)
    })
}
