import assert from 'node:assert/strict'
import { median, percentile } from '../../../bench/statistics.js'

suite('statistics of the benchmarks', () => {
  test('a percentile is a value that was measured, not one in between', () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index)
    assert.equal(percentile(values, 0.5), 100)
    assert.equal(percentile(values, 0.95), 190)
    assert.equal(percentile(values, 1), 200)
  })

  test('the median of three is the middle one', () => {
    assert.equal(median([9, 1, 5]), 5)
  })

  test('nothing measured is no figure', () => {
    assert.throws(() => median([]), RangeError)
  })
})
