import assert from 'node:assert/strict'
import { sqlThemes } from '../../../bench/accuracy/traps/index.js'
import { rulesOf, type SqlTrap } from '../../../bench/accuracy/traps/trap.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { loadPrismaSplitter } from '../../../server/src/sql/prismaSplitter.js'
import { startBench, type Bench } from '../../support/judge.js'
import { sliceOf } from './slice.js'

const parser = await loadSqlParser()
const splitter = await loadPrismaSplitter()

for (const { theme, history, traps } of sqlThemes) {
  suite(`traps, ${theme}`, () => {
    let bench: Bench
    suiteSetup(() => {
      bench = startBench(history)
    })
    suiteTeardown(() => bench.end())

    for (const trap of sliceOf(traps)) {
      test(trap.name, async () => {
        const whole = await bench.migration(trap.sql, 'batch')
        const split = await bench.migration(trap.sql, modelFrom74(trap))
        assert.deepEqual(
          { whole: distinct(whole.rules), split: distinct(split.rules) },
          { whole: rulesOf(trap.whole), split: rulesOf(trap.split) },
        )
      })
    }
  })
}

function modelFrom74({ sql }: SqlTrap) {
  return splitter.fallbackOf(sql, parser.parse(sql)) === undefined ? 'split' : 'fallback'
}

function distinct(rules: readonly string[]): readonly string[] {
  return [...new Set(rules)].toSorted()
}
