import fc from 'fast-check'
import { corpusSchemas } from '../../support/corpusSchemas.js'
import { handMadeSchemas } from '../../unit/prisma/handMadeSchemas.js'

const pieces = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '"',
  '\\',
  '@',
  '@@',
  '@default(',
  '@@index([',
  'model ',
  'model X {\n',
  'enum',
  'type',
  '///',
  '//',
  '/*',
  '*/',
  ':',
  ',',
  '=',
  '?',
  '[]',
  '\n',
  '\r\n',
  '\r',
  '\ufeff',
  '\ud83d',
  '😀',
  '-',
  '.',
  'url = env(',
  'previewFeatures = ["a',
]

/** Whole schemas: those of the public projects where they are present, and our own. */
export const wholeSchemas: readonly string[] = [
  ...Object.values(handMadeSchemas),
  ...corpusSchemas().flatMap(({ text }) => (text === undefined ? [] : [text])),
]

/** A whole schema after some cuts and insertions, as it may look while someone types. */
export const mangledSchema: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...wholeSchemas), fc.array(edit(), { minLength: 1, maxLength: 6 }))
  .map(([schema, edits]) =>
    edits.reduce((text, { place, cut, insert }) => {
      const at = Math.floor(place * text.length)
      return text.slice(0, at) + insert + text.slice(at + cut)
    }, schema),
  )

function edit(): fc.Arbitrary<{ place: number; cut: number; insert: string }> {
  return fc.record({
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.oneof(fc.nat(3), fc.nat(200)),
    insert: fc.oneof(
      fc.constantFrom(...pieces),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((words) => words.join('')),
    ),
  })
}
