import assert from 'node:assert/strict'
import { query } from '../../../server/src/plans/prove/rehearsal.js'
import { textReader } from '../../../server/src/recipes/parts/textReaders.js'
import { quoteLiteral } from '../../../server/src/sql/quoting.js'
import { historyOf, startEngine, temporaryCache } from '../../support/engine.js'

/** What each type makes of texts: the value as text, NULL where it cannot read them. */
const readings: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  smallint: { ' 007 ': '7', '-32768': '-32768', '32768': null, '1.0': null, '': null, '+': null },
  bigint: { '9223372036854775807': '9223372036854775807', '9223372036854775808': null },
  'numeric(5,2)': { '999.994': '999.99', '999.995': null, '.5': '0.50', '1e3': null, NaN: null },
  'double precision': { '1.': '1', '-0.25': '-0.25', Infinity: null, '.': null },
  real: { ['9'.repeat(30)]: '1e+30', [`.${'0'.repeat(29)}1`]: '1e-30' },
  boolean: { ' Yes': 'true', '0': 'false', '2': null, '': null },
  uuid: {
    'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11': 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
    a0eebc999c0b4ef8bb6d6bb9bd380a11: null,
  },
  date: { '2024-02-29': '2024-02-29', '2023-02-29': null, '0000-01-01': null, today: null },
  'timestamp(3) without time zone': {
    '2026-01-31': '2026-01-31 00:00:00',
    '2026-01-31 12:30': '2026-01-31 12:30:00',
    '2026-01-31T12:30:00.5+02:00': '2026-01-31 10:30:00.5',
    '2026-01-31T24:00': null,
    '2026-04-31T12:00Z': null,
    now: null,
  },
  'timestamp(0) with time zone': {
    '2026-01-31T12:30Z': '2026-01-31 12:30:00+00',
    '0001-01-01T00:00+14:00': '0001-12-31 10:00:00+00 BC',
  },
  jsonb: { '{"a": [1, 2]}': '{"a": [1, 2]}', '{a}': null, '"\\u0000"': null, '': null },
}

suite('texts as values of another type', function () {
  this.timeout(60_000)

  test('what a reader lets through can be read, in any zone and style of dates; the rest is NULL', async () => {
    const cache = temporaryCache()
    const engine = startEngine(cache.folder)
    try {
      engine.open(historyOf({}))
      const stage = await engine.stage(0)
      const asked = Object.entries(readings).flatMap(([type, texts]) => {
        const reader = textReader(column(type), 16)
        assert.ok(reader, type)
        return Object.entries(texts).map(([text, expected]) => {
          // Of a constant the planner works out every branch.
          return {
            what: `${type}: ${text}`,
            expected,
            sql: `WITH given AS MATERIALIZED (SELECT ${quoteLiteral(text)}::text AS t)
SELECT (CASE WHEN ${reader.fits('t')} THEN ${reader.read('t')} END)::${type}::text FROM given`,
          }
        })
      })
      const [, ...results] = await stage.run(
        [
          query(
            "SELECT set_config('TimeZone', 'UTC', false), set_config('DateStyle', 'ISO, DMY', false)",
          ),
          ...asked.map(({ sql }) => query(sql)),
        ],
        false,
      )
      const found = results.map((result, index) => [
        asked[index]?.what,
        result.kind === 'rows' ? result.rows[0]?.[0] : result,
      ])
      assert.deepEqual(
        found,
        asked.map(({ what, expected }) => [what, expected]),
      )
      await stage.close()
    } finally {
      await engine.end()
      cache.remove()
    }
  })

  test('nothing tells which texts are JSON before PostgreSQL 16', () => {
    assert.equal(textReader(column('jsonb'), 15), undefined)
    assert.ok(textReader(column('integer'), 15))
  })
})

function column(type: string) {
  return {
    name: 'c',
    type,
    typeName: `pg_catalog.${type}`,
    typeKind: 'base',
    array: false,
    notNull: false,
  } as const
}
