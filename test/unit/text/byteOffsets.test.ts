import assert from 'node:assert/strict'
import {
  byteOffsetsOf,
  offsetOfCharacter,
  utf8Length,
} from '../../../server/src/text/byteOffsets.js'

suite('byte offsets', () => {
  test('are UTF-16 offsets where the text is ASCII', () => {
    const offsets = byteOffsetsOf('abc')
    assert.deepEqual([-1, 0, 2, 3, 9].map(offsets.utf16At), [0, 0, 2, 3, 3])
  })

  test('count two, three and four bytes for é, € and 😀', () => {
    const offsets = byteOffsetsOf('aé€😀b')
    const starts = [0, 1, 3, 6, 10, 11].map(offsets.utf16At)
    assert.deepEqual(starts, [0, 1, 2, 3, 5, 6])
  })

  test('a byte inside a character belongs to the beginning of that character', () => {
    const offsets = byteOffsetsOf('a😀é')
    assert.deepEqual([2, 3, 4].map(offsets.utf16At), [1, 1, 1])
    assert.equal(offsets.utf16At(6), 3)
  })

  test('a byte outside the text becomes its nearest end', () => {
    const offsets = byteOffsetsOf('é')
    assert.equal(offsets.utf16At(-1), 0)
    assert.equal(offsets.utf16At(99), 1)
  })

  test('a lone surrogate counts three bytes, as its replacement does', () => {
    assert.equal(utf8Length('a\ud800b'), 5)
    assert.equal(byteOffsetsOf('a\ud800b').utf16At(4), 2)
  })

  test('the length in UTF-8 is the one that Node counts', () =>
    assert.equal(utf8Length('aé€😀'), Buffer.byteLength('aé€😀')))

  test('the number of a character counts an astral character once', () => {
    assert.equal(offsetOfCharacter('a😀b', 2), 3)
    assert.equal(offsetOfCharacter('abc', 2), 2)
    assert.equal(offsetOfCharacter('a😀', 9), 3)
    assert.equal(offsetOfCharacter('abc', 9), 3)
  })
})
