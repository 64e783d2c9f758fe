import assert from 'node:assert/strict'
import { indentationAt, lineEndOf, withLineEnd } from '../../../server/src/text/lineEnds.js'

suite('line ends', () => {
  test('the line end of a text is that of most of its lines', () => {
    assert.equal(lineEndOf('a\r\nb\r\nc\n'), '\r\n')
    assert.equal(lineEndOf('a\nb\nc\r\n'), '\n')
  })

  test('a text without lines, or with as many of both, has \\n', () => {
    assert.equal(lineEndOf(''), '\n')
    assert.equal(lineEndOf('a\r\nb\n'), '\n')
  })

  test('a text can be given one line end throughout', () =>
    assert.equal(withLineEnd('a\r\nb\nc\rd', '\r\n'), 'a\r\nb\r\nc\r\nd'))

  test('the indentation is that of the line of the offset', () => {
    const text = 'model A {\r\n\t  id Int\n}'
    assert.equal(indentationAt(text, text.indexOf('Int')), '\t  ')
    assert.equal(indentationAt(text, 3), '')
    assert.equal(indentationAt(text, text.length), '')
  })
})
