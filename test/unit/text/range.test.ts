import assert from 'node:assert/strict'
import { contains, overlaps } from '../../../server/src/text/range.js'

suite('ranges', () => {
  test('two ranges that only touch do not overlap', () =>
    assert.equal(overlaps({ start: 0, end: 2 }, { start: 2, end: 4 }), false))

  test('two ranges that share a unit overlap', () =>
    assert.equal(overlaps({ start: 0, end: 3 }, { start: 2, end: 4 }), true))

  test('a range contains both its ends, so that a cursor behind a word is on the word', () => {
    assert.equal(contains({ start: 1, end: 3 }, 1), true)
    assert.equal(contains({ start: 1, end: 3 }, 3), true)
    assert.equal(contains({ start: 1, end: 3 }, 4), false)
  })
})
