import assert from 'node:assert/strict'
import type { TextEdit } from '../../../server/src/text/range.js'
import { applyEdits, overlapping } from '../../../server/src/text/edits.js'

suite('edits', () => {
  test('all ranges count in the old text, whatever the order of the edits', () =>
    assert.equal(applyEdits('abcdef', [replace(4, 6, 'EF!'), replace(0, 1, '')]), 'bcdEF!'))

  test('no edit gives the text itself', () => assert.equal(applyEdits('abc', []), 'abc'))

  test('insertions at one place keep their order', () =>
    assert.equal(applyEdits('ac', [insert(1, 'x'), insert(1, 'y')]), 'axyc'))

  test('an insertion stands before a replacement that begins at the same place', () =>
    assert.equal(applyEdits('abc', [replace(1, 2, 'B'), insert(1, 'x')]), 'axBc'))

  test('an insertion may stand at either end of a replaced range', () =>
    assert.equal(applyEdits('abc', [replace(1, 2, 'B'), insert(2, 'y')]), 'aByc'))

  test('edits that overlap are refused', () => {
    const edits = [replace(0, 3, ''), replace(2, 4, '')]
    assert.deepEqual(overlapping(edits), edits)
    assert.throws(() => applyEdits('abcdef', edits), /overlap at offset 2/)
  })

  test('an insertion inside a replaced range overlaps it', () =>
    assert.notEqual(overlapping([insert(2, 'x'), replace(1, 3, '')]), undefined))

  test('edits that only touch do not overlap', () =>
    assert.equal(overlapping([replace(0, 2, ''), replace(2, 4, '')]), undefined))

  test('an edit outside the text is refused', () => {
    assert.throws(() => applyEdits('abc', [replace(2, 4, '')]), /leaves the text/)
    assert.throws(() => applyEdits('abc', [replace(2, 1, '')]), /leaves the text/)
  })
})

function replace(start: number, end: number, newText: string): TextEdit {
  return { range: { start, end }, newText }
}

function insert(offset: number, newText: string): TextEdit {
  return replace(offset, offset, newText)
}
