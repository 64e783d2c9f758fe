import assert from 'node:assert/strict'
import type { Engine } from '../../../server/src/engine/engine.js'
import { startEngine, temporaryCache } from '../../support/engine.js'
import { planCase, type PlanCase } from './planCase.js'

/** `npm run laws` tries thousands; these are always the same. */
const seeds = Array.from({ length: 8 }, (_, index) => index + 1)

suite('every plan that is offered for a random change of a random schema', () => {
  const cache = temporaryCache()
  let engine: Engine
  suiteSetup(() => {
    engine = startEngine(cache.folder)
  })
  suiteTeardown(async () => {
    await engine.end()
    cache.remove()
  })

  test('passes all proofs, or is refused with the reason', async function () {
    this.timeout(300_000)
    const cases: PlanCase[] = []
    for (const seed of seeds) {
      const found = await planCase(engine, seed)
      if (found !== undefined) cases.push(found)
    }
    const broken = cases.flatMap(({ seed, edit, plans }) =>
      plans.filter(({ kind }) => kind === 'broken').map((plan) => ({ seed, edit, ...plan })),
    )
    assert.deepEqual(broken, [])
    assert.ok(cases.some(({ plans }) => plans.some(({ kind }) => kind === 'proved')))
  })
})
