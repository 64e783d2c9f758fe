import assert from 'node:assert/strict'
import fc from 'fast-check'
import { parseConcertinaJson } from '../../../server/src/project/concertinaJson.js'
import {
  withEnvironment,
  withoutEnvironment,
} from '../../../server/src/project/concertinaJsonEdit.js'

const entry = fc.record(
  {
    name: fc.constantFrom('dev', 'staging', 'prod', 'eu-1'),
    urlEnv: fc.constantFrom('A', 'DATABASE_URL'),
    order: fc.integer({ min: 0, max: 9 }),
    protected: fc.boolean(),
    schema: fc.constantFrom('sales', 'public'),
  },
  { requiredKeys: ['name', 'urlEnv'] },
)

/** A file with environments of different names, in many layouts, with comments between its parts. */
const file = fc
  .record({
    entries: fc.uniqueArray(entry, { selector: ({ name }) => name, maxLength: 4 }),
    indent: fc.constantFrom('', '  ', '\t'),
    comment: fc.constantFrom('', ' // note\n', ' /* note */ '),
    commaAtEnd: fc.boolean(),
    eol: fc.constantFrom('\n', '\r\n'),
  })
  .map(({ entries, indent, comment, commaAtEnd, eol }) => {
    const items = entries.map((one) => JSON.stringify(one, undefined, indent))
    const comma = commaAtEnd && items.length > 0 ? ',' : ''
    const lines = `{ "environments": [${items.join(`,${comment}`)}${comma}${comment}] }`
    return { entries, text: lines.replaceAll('\n', eol) }
  })

suite('edits of concertina.json', () => {
  test('after adding, the file says exactly this and all that it said before', () =>
    fc.assert(
      fc.property(file, entry, ({ entries, text }, added) => {
        const edit = withEnvironment(text, added)
        assert.ok(edit.kind === 'edited')
        const others = entries.filter(({ name }) => name !== added.name)
        assertSays(edit.text, [...others, added])
        assert.equal(count(edit.text), count(text))
      }),
      { numRuns: 500 },
    ))

  test('after taking out, the file says all else', () =>
    fc.assert(
      fc.property(file, fc.nat(), ({ entries, text }, index) => {
        const gone = entries[index % entries.length]
        fc.pre(gone !== undefined)
        const edit = withoutEnvironment(text, gone?.name ?? '')
        assert.ok(edit.kind === 'edited')
        assertSays(
          edit.text,
          entries.filter((one) => one !== gone),
        )
        assert.equal(count(edit.text), count(text))
      }),
      { numRuns: 500 },
    ))

  test('adding twice is adding once', () =>
    fc.assert(
      fc.property(file, entry, ({ text }, added) => {
        const once = withEnvironment(text, added)
        assert.ok(once.kind === 'edited')
        const twice = withEnvironment(once.text, added)
        assert.ok(twice.kind === 'edited')
        assert.equal(twice.text, once.text)
      }),
    ))

  test('no text makes the parser throw', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        for (const { range } of parseConcertinaJson(text, new Set()).problems) {
          assert.ok(0 <= range.start && range.start <= range.end && range.end <= text.length)
        }
      }),
      { numRuns: 1_000 },
    ))
})

type Entry = { readonly name: string; readonly order?: number; readonly protected?: boolean }

function assertSays(text: string, entries: readonly Entry[]): void {
  const { configuration, problems } = parseConcertinaJson(text, new Set())
  assert.deepEqual(problems, [], text)
  const byName = (left: Entry, right: Entry) => left.name.localeCompare(right.name)
  assert.deepEqual(
    configuration.environments.map(({ order: _order, ...rest }) => rest).toSorted(byName),
    entries.map(({ order: _order, ...rest }) => ({ protected: false, ...rest })).toSorted(byName),
  )
}

/** How many comments a text has: none may get lost. */
function count(text: string): number {
  return text.split('note').length
}
