import assert from 'node:assert/strict'
import { createCrashPolicy } from '../../../client/src/server/crashPolicy.js'

suite('what to do when the server has ended by itself', () => {
  test('four times in three minutes it is started again, the fifth time it stays stopped', () => {
    const clock = { nowMs: 0 }
    const policy = createCrashPolicy(() => clock.nowMs)
    const decisions = [0, 10, 20, 30, 40].map((seconds) => {
      clock.nowMs = seconds * 1000
      return policy.crashed()
    })
    assert.deepEqual(decisions, ['restart', 'restart', 'restart', 'restart', 'giveUp'])
  })

  test('a server that ends once a minute is started for ever', () => {
    const clock = { nowMs: 0 }
    const policy = createCrashPolicy(() => clock.nowMs)
    for (let minute = 0; minute < 60; minute += 1) {
      clock.nowMs = minute * 60_000
      assert.equal(policy.crashed(), 'restart')
    }
  })

  test('a restart by the user begins the count anew', () => {
    const policy = createCrashPolicy(() => 0)
    for (let crash = 0; crash < 5; crash += 1) policy.crashed()
    assert.equal(policy.last(), 'giveUp')
    policy.forget()
    assert.equal(policy.last(), undefined)
    assert.equal(policy.crashed(), 'restart')
  })

  test('a server that refuses to serve is not about to come back', () => {
    const policy = createCrashPolicy(() => 0)
    policy.crashed()
    policy.refused()
    assert.equal(policy.last(), 'giveUp')
  })
})
