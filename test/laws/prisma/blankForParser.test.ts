import assert from 'node:assert/strict'
import fc from 'fast-check'
import { blankForParser } from '../../../server/src/prisma/blankForParser.js'
import { validateSchema } from '../../../server/src/prisma/prismaParser.js'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import { mangledSchema, wholeSchemas } from './mangledSchemas.js'

suite('laws of blanking', () => {
  test('the length and the line ends stay where they were', () =>
    fc.assert(
      fc.property(mangledSchema, (text) => {
        const blanked = blankForParser(text)
        assert.equal(blanked.length, text.length)
        assert.deepEqual(lineEndsOf(blanked), lineEndsOf(text))
      }),
      { numRuns: 300 },
    ))

  test('blanking twice is blanking once', () =>
    fc.assert(
      fc.property(mangledSchema, (text) => {
        const once = blankForParser(text)
        assert.equal(blankForParser(once), once)
      }),
      { numRuns: 100 },
    ))

  test('models and enums are read as before', () => {
    for (const text of wholeSchemas) {
      assert.deepEqual(modelsIn(blankForParser(text)), modelsIn(text))
    }
  })

  test('no text makes validation fail, and every problem lies in the text', () =>
    fc.assert(
      fc.property(mangledSchema, (text) => {
        for (const { range } of validateSchema([{ path: 'schema.prisma', text }])) {
          assert.ok(0 <= range.start && range.start <= range.end && range.end <= text.length)
        }
      }),
      { numRuns: 60 },
    ))
})

function lineEndsOf(text: string): number[] {
  return [...text.matchAll(/[\r\n]/g)].map(({ index }) => index)
}

function modelsIn(text: string): unknown {
  return readSchema('schema.prisma', text).blocks.filter(
    ({ kind }) => kind !== 'datasource' && kind !== 'generator',
  )
}
