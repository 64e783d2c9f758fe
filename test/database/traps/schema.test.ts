import assert from 'node:assert/strict'
import { schemaThemes } from '../../../bench/accuracy/traps/index.js'
import { schemaForgotten } from '../../../bench/accuracy/traps/schemaHandmade.js'
import { edited, rulesOf } from '../../../bench/accuracy/traps/trap.js'
import { startBench, type Bench } from '../../support/judge.js'
import { sliceOf } from './slice.js'

for (const { theme, history, models, traps } of schemaThemes) {
  suite(`traps of the schema, ${theme}`, () => {
    let bench: Bench
    suiteSetup(() => {
      bench = startBench(history)
    })
    suiteTeardown(() => bench.end())

    if (theme !== schemaForgotten.theme) {
      test('the history leads to the models', async () => {
        const { script } = await bench.pending(models)
        assert.deepEqual(script.statements, [])
      })
    }

    for (const trap of sliceOf(traps)) {
      test(trap.name, async () => {
        const { sql, rules } = await bench.pending(edited(models, trap), models)
        assert.deepEqual([...new Set(rules)].toSorted(), rulesOf(trap.verdict), sql)
      })
    }
  })
}
