import assert from 'node:assert/strict'
import { describeAge } from '../../../server/src/environments/age.js'

suite('age in words', () => {
  const ages: readonly (readonly [number, string])[] = [
    [0, 'just now'],
    [59, 'just now'],
    [60, '1 minute ago'],
    [3_599, '59 minutes ago'],
    [3_600, '1 hour ago'],
    [86_399, '23 hours ago'],
    [86_400, '1 day ago'],
    [40 * 86_400, '40 days ago'],
    [-10, 'just now'],
  ]
  for (const [seconds, words] of ages) {
    test(`${seconds} seconds are "${words}"`, () =>
      assert.equal(describeAge(new Date(0), new Date(seconds * 1000)), words))
  }
})
