import assert from 'node:assert/strict'
import { errorsOf } from '../../../bench/recipes/measure.js'
import { measureRecipes } from '../../../bench/recipes/recipeBenchmarks.js'

suite('bench:recipes, a slice', function () {
  this.timeout(180_000)

  test('a plan lets both versions work on; Prisma’s migration stops the old one and drops its values', async () => {
    const { measures, problems } = await measureRecipes(
      ['rename-column-view', 'drop-column'],
      { rows: 2000, seconds: 0.6, connections: 2, pace: 60 },
      undefined,
      () => undefined,
    )
    assert.deepEqual(problems, [])
    for (const { recipe, plan, naive } of measures) {
      assert.deepEqual(plan.errors, [], recipe)
      assert.deepEqual([plan.failure, plan.divergingWhere], [undefined, []], recipe)
      assert.ok(plan.statements > 50, `${recipe}: ${plan.statements} statements`)
      assert.deepEqual(
        plan.during.map(({ phase }) => phase),
        ['expand', 'migrate', 'contract'],
        recipe,
      )
      assert.equal(naive.lost, 2000, recipe)
      assert.ok(errorsOf(naive, 'old') > 0, recipe)
      assert.equal(errorsOf(naive, 'new'), 0, recipe)
      assert.deepEqual(
        [...new Set(naive.errors.map(({ sqlState }) => sqlState))],
        ['42703'],
        recipe,
      )
    }
  })
})
