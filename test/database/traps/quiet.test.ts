import assert from 'node:assert/strict'
import { quietHistory, quietTraps, type Given } from '../../../bench/accuracy/traps/quiet.js'
import { evaluateRules } from '../../../server/src/rules/evaluateRules.js'
import { rules } from '../../../server/src/rules/index.js'
import { startBench, type Bench } from '../../support/judge.js'
import { sliceOf } from './slice.js'

suite('traps, what is said quietly', () => {
  let bench: Bench
  suiteSetup(() => {
    bench = startBench(quietHistory)
  })
  suiteTeardown(() => bench.end())

  const says = async (id: string, sql: string, given: Given) => {
    const { script } = await bench.migration(sql, 'split')
    const found = evaluateRules(
      { ...script, ...given },
      rules.filter((rule) => rule.id === id),
    )
    return found.map(({ rule }) => rule)
  }

  for (const { rule, told, passed, given, givenPassed } of sliceOf(quietTraps)) {
    test(rule, async () => {
      assert.deepEqual([...new Set(await says(rule, told, given))], [rule], told)
      assert.deepEqual(await says(rule, passed, givenPassed), [], passed)
    })
  }
})
