import assert from 'node:assert/strict'
import fc from 'fast-check'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import { readSchemaModel } from '../../../server/src/prisma/readSchemaModel.js'
import type { OffsetRange } from '../../../server/src/text/range.js'
import { mangledSchema, wholeSchemas } from './mangledSchemas.js'

suite('laws of the schema reader', () => {
  test('no text makes it fail, and every range lies in the range around it', () =>
    fc.assert(
      fc.property(fc.oneof(mangledSchema, fc.string({ unit: 'binary' })), (text) => {
        const document = readSchema('schema.prisma', text)
        checkRanges(document.blocks, text, { start: 0, end: text.length })
        readSchemaModel([document])
      }),
      { numRuns: 300 },
    ))

  test('blocks and fields follow each other without overlap', () =>
    fc.assert(
      fc.property(mangledSchema, (text) => {
        const { blocks } = readSchema('schema.prisma', text)
        checkOrder(blocks)
        for (const block of blocks) if ('fields' in block) checkOrder(block.fields)
      }),
      { numRuns: 100 },
    ))

  test('cutting any field leaves the other fields as they were', () =>
    fc.assert(
      fc.property(fc.constantFrom(...wholeSchemas), fc.nat(), (text, choice) => {
        const fields = fieldsIn(text)
        const cut = fields[choice % fields.length]
        assert.ok(cut)
        const left = text.slice(0, cut.lines.start) + text.slice(cut.lines.end)
        assert.deepEqual(
          fieldsIn(left).map(({ label }) => label),
          fields.filter((field) => field !== cut).map(({ label }) => label),
        )
      }),
      { numRuns: 100 },
    ))

  test('line ends make no difference to the model', () =>
    fc.assert(
      fc.property(
        mangledSchema.map((text) => text.replaceAll('\r', '')),
        fc.constantFrom('\r\n', '\r'),
        (text, lineEnd) => {
          assert.equal(outline(text.replaceAll('\n', lineEnd)), outline(text))
        },
      ),
      { numRuns: 100 },
    ))
})

/** Every `range` in the value lies within the nearest one around it, and every token has its text. */
function checkRanges(value: unknown, text: string, around: OffsetRange): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const item of value) checkRanges(item, text, around)
    return
  }
  const { range } = value as { readonly range?: OffsetRange }
  const inside = range ?? around
  assert.ok(around.start <= inside.start && inside.start <= inside.end && inside.end <= around.end)
  for (const [key, part] of Object.entries(value)) {
    if (key === 'body') checkRanges({ range: part }, text, inside)
    else if (key === 'lines') checkRanges({ range: part }, text, { start: 0, end: text.length })
    else if (key !== 'range') checkRanges(part, text, inside)
    if (key === 'text' && range !== undefined) {
      assert.equal(text.slice(range.start, range.end), part)
    }
  }
}

function checkOrder(parts: readonly { readonly range: OffsetRange }[]): void {
  parts.forEach(({ range }, index) => {
    const next = parts[index + 1]
    assert.ok(next === undefined || range.end <= next.range.start)
  })
}

function fieldsIn(text: string): { readonly label: string; readonly lines: OffsetRange }[] {
  return readSchema('schema.prisma', text).blocks.flatMap((block) =>
    'fields' in block
      ? block.fields.map(({ name, type, lines, attributes }) => ({
          label: `${block.name.text}.${name.text} ${type.text} ${String(attributes.length)}`,
          lines,
        }))
      : [],
  )
}

/** The model without places, texts and documents. */
function outline(text: string): string {
  const { documents, ...model } = readSchemaModel([readSchema('schema.prisma', text)])
  assert.equal(documents.length, 1)
  return JSON.stringify(model, (key, value: unknown) =>
    ['range', 'body', 'lines', 'document'].includes(key)
      ? undefined
      : typeof value === 'string'
        ? value.replace(/\r\n?/g, '\n')
        : value,
  )
}
