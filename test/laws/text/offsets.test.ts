import assert from 'node:assert/strict'
import fc from 'fast-check'
import { byteOffsetsOf, utf8Length } from '../../../server/src/text/byteOffsets.js'
import { lineIndexOf } from '../../../server/src/text/lineIndex.js'

suite('laws of offsets', () => {
  test('the bytes before a character lead back to the character', () =>
    fc.assert(
      fc.property(wideText, (text) => {
        const offsets = byteOffsetsOf(text)
        let start = 0
        for (const character of text) {
          assert.equal(offsets.utf16At(utf8Length(text.slice(0, start))), start)
          start += character.length
        }
        assert.equal(offsets.utf16At(utf8Length(text)), text.length)
      }),
    ))

  test('every byte leads to the beginning of the character that holds it', () =>
    fc.assert(
      fc.property(wideText, (text) => {
        const offsets = byteOffsetsOf(text)
        const expected = [...text].flatMap((character, index) => {
          const start = [...text].slice(0, index).join('').length
          return Array.from({ length: Buffer.byteLength(character) }, () => start)
        })
        const found = expected.map((_, byte) => offsets.utf16At(byte))
        assert.deepEqual(found, expected)
      }),
    ))

  test('every offset survives the way to a position and back, but inside \\r\\n', () =>
    fc.assert(
      fc.property(textWithLines, (text) => {
        const lines = lineIndexOf(text)
        for (let offset = 0; offset <= text.length; offset += 1) {
          const isInsideLineEnd = text[offset - 1] === '\r' && text[offset] === '\n'
          const expected = isInsideLineEnd ? offset - 1 : offset
          assert.equal(lines.offsetAt(lines.positionAt(offset)), expected)
        }
      }),
    ))
})

const wideText = fc.string({
  unit: fc.constantFrom('a', '\n', 'é', '€', '😀', '\u{10ffff}'),
  maxLength: 40,
})

const textWithLines = fc.string({
  unit: fc.constantFrom('a', 'é', '😀', '\n', '\r', '\r\n'),
  maxLength: 40,
})
