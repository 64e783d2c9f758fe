import assert from 'node:assert/strict'
import { lineIndexOf } from '../../../server/src/text/lineIndex.js'

suite('line index', () => {
  test('counts lines at \\n, \\r\\n and a lone \\r', () => {
    const lines = lineIndexOf('a\nbb\r\nccc\rd')
    assert.equal(lines.lineCount, 4)
    assert.deepEqual(lines.positionAt(0), { line: 0, character: 0 })
    assert.deepEqual(lines.positionAt(3), { line: 1, character: 1 })
    assert.deepEqual(lines.positionAt(6), { line: 2, character: 0 })
    assert.deepEqual(lines.positionAt(10), { line: 3, character: 0 })
  })

  test('an empty text has one line', () => {
    const lines = lineIndexOf('')
    assert.equal(lines.lineCount, 1)
    assert.deepEqual(lines.positionAt(0), { line: 0, character: 0 })
    assert.equal(lines.offsetAt({ line: 0, character: 0 }), 0)
  })

  test('a text that ends with a line end has an empty last line', () =>
    assert.deepEqual(lineIndexOf('a\n').positionAt(2), { line: 1, character: 0 }))

  test('characters are UTF-16 units, so that an astral character counts two', () =>
    assert.deepEqual(lineIndexOf('x\né😀y').positionAt(5), { line: 1, character: 3 }))

  test('an offset outside the text becomes its nearest end', () => {
    const lines = lineIndexOf('ab\nc')
    assert.deepEqual(lines.positionAt(-1), { line: 0, character: 0 })
    assert.deepEqual(lines.positionAt(99), { line: 1, character: 1 })
  })

  test('a character behind the end of its line becomes the end before the line end', () => {
    const lines = lineIndexOf('ab\r\nc\nd\re')
    assert.equal(lines.offsetAt({ line: 0, character: 99 }), 2)
    assert.equal(lines.offsetAt({ line: 1, character: 99 }), 5)
    assert.equal(lines.offsetAt({ line: 2, character: 99 }), 7)
    assert.equal(lines.offsetAt({ line: 3, character: 99 }), 9)
  })

  test('a line outside the text becomes the beginning or the end', () => {
    const lines = lineIndexOf('ab\nc')
    assert.equal(lines.offsetAt({ line: -1, character: 1 }), 0)
    assert.equal(lines.offsetAt({ line: 7, character: 1 }), 4)
    assert.equal(lines.offsetAt({ line: 1, character: -3 }), 3)
  })

  test('an empty line between two line ends of different kinds is a line', () => {
    const lines = lineIndexOf('\r\n\r\r\n')
    assert.equal(lines.lineCount, 4)
    assert.equal(lines.offsetAt({ line: 1, character: 5 }), 2)
    assert.equal(lines.offsetAt({ line: 2, character: 5 }), 3)
  })

  test('translates ranges in both directions', () => {
    const lines = lineIndexOf('ab\ncd')
    const range = { start: { line: 0, character: 1 }, end: { line: 1, character: 1 } }
    assert.deepEqual(lines.rangeOf({ start: 1, end: 4 }), range)
    assert.deepEqual(lines.offsetsOf(range), { start: 1, end: 4 })
  })
})
