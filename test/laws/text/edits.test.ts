import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { TextEdit } from '../../../server/src/text/range.js'
import { applyEdits, overlapping } from '../../../server/src/text/edits.js'

suite('laws of edits', () => {
  test('edits that do not overlap can be applied one by one from the end', () =>
    fc.assert(
      fc.property(textWithEdits, ({ text, edits }) => {
        const oneByOne = edits
          .toReversed()
          .reduce((result, edit) => applyEdits(result, [edit]), text)
        assert.equal(overlapping(edits), undefined)
        assert.equal(applyEdits(text, edits), oneByOne)
      }),
    ))

  test('edits that put back what is there change nothing', () =>
    fc.assert(
      fc.property(textWithEdits, ({ text, edits }) => {
        const same = edits.map(({ range }) => ({
          range,
          newText: text.slice(range.start, range.end),
        }))
        assert.equal(applyEdits(text, same), text)
      }),
    ))
})

/** Ranges between sorted distinct cuts never overlap. */
const textWithEdits: fc.Arbitrary<{ text: string; edits: TextEdit[] }> = fc
  .string({ minLength: 1, maxLength: 30 })
  .chain((text) =>
    fc
      .tuple(fc.uniqueArray(fc.nat(text.length), { maxLength: 8 }), fc.array(fc.string()))
      .map(([cuts, newTexts]) => {
        const sorted = cuts.toSorted((left, right) => left - right)
        const edits = newTexts.flatMap((newText, index) => {
          const start = sorted[2 * index]
          const end = sorted[2 * index + 1]
          return start === undefined || end === undefined
            ? []
            : [{ range: { start, end }, newText }]
        })
        return { text, edits }
      }),
  )
