import assert from 'node:assert/strict'
import { castOutcome } from '../../../../server/src/rules/types/castOutcome.js'
import { loadSqlParser } from '../../../../server/src/sql/parseStatements.js'

const parser = await loadSqlParser()
const timestamp = (digits = '') => `timestamp${digits} without time zone`

suite('what a cast does to values, by the types', () => {
  const check = (from: string, to: string, expected: { fails?: string; changes?: string }) =>
    test(`${from} → ${to}: ${expected.fails ?? expected.changes ?? 'nothing'}`, () =>
      assert.deepEqual(castOutcome('c', from, to, undefined), expected))

  const survives: readonly (readonly [from: string, to: string])[] = [
    ['character varying(10)', 'character varying(20)'],
    ['character varying(10)', 'text'],
    ['character(4)', 'character(8)'],
    ['uuid', 'character varying(36)'],
    ['boolean', 'character varying(5)'],
    ['smallint', 'integer'],
    ['integer', 'bigint'],
    ['integer', 'double precision'],
    ['smallint', 'real'],
    ['integer', 'numeric(10,0)'],
    ['numeric(10,2)', 'numeric(13,5)'],
    ['numeric(10,2)', 'numeric'],
    ['numeric(9,0)', 'integer'],
    ['numeric(5,2)', 'real'],
    ['real', 'double precision'],
    [timestamp('(3)'), timestamp('(6)')],
    [timestamp('(3)'), timestamp()],
    ['date', timestamp('(3)')],
    [timestamp('(3)'), 'timestamp(3) with time zone'],
    ['jsonb', 'json'],
    ['cidr', 'inet'],
    ['citext', 'text'],
    ['bit varying(4)', 'bit varying(8)'],
    ['integer', 'integer[]'],
    ['integer[]', 'bigint[]'],
    ['integer', 'point'],
  ]
  for (const [from, to] of survives) check(from, to, {})

  check('text', 'character varying(5)', { fails: 'a value is longer than 5 characters' })
  check('integer', 'character varying(4)', { fails: 'a value is longer than 4 characters' })
  check('jsonb', 'character varying(4)', { fails: 'a value is longer than 4 characters' })
  check('numeric(3,0)', 'character varying(3)', { fails: 'a value is longer than 3 characters' })
  check('bit varying(8)', 'bit varying(4)', { fails: 'a value is longer than 4 bits' })
  check('character varying(9)[]', 'character varying(5)[]', {
    fails: 'a value is longer than 5 characters',
  })
  check('text', 'integer', { fails: 'a value cannot be read as integer' })
  check('bigint', 'integer', { fails: 'a value is not between -2147483648 and 2147483647' })
  check('integer', 'smallint', { fails: 'a value is not between -32768 and 32767' })
  check('numeric(12,0)', 'integer', { fails: 'a value is not between -2147483648 and 2147483647' })
  check('integer', 'numeric(5,0)', {
    fails: 'a value has more than 5 digits before the decimal point',
  })
  check('numeric(10,2)', 'numeric(8,2)', {
    fails: 'a value has more than 6 digits before the decimal point',
  })

  check('character varying(4)', 'character(8)', {
    changes: 'shorter values are filled up with spaces',
  })
  check('integer', 'real', { changes: 'whole numbers above 16777216 are rounded' })
  check('bigint', 'double precision', {
    changes: 'whole numbers above 9007199254740992 are rounded',
  })
  check('numeric(10,2)', 'real', { changes: 'digits after the first 6 are rounded' })
  check('double precision', 'numeric', { changes: 'digits after the first 15 are rounded' })
  check('numeric(6,2)', 'integer', { changes: 'what is behind the decimal point is rounded away' })
  check('numeric(10,3)', 'numeric(10,1)', {
    changes: 'more than 1 digits behind the decimal point are rounded',
  })
  check('inet', 'cidr', { changes: 'the bits behind the network mask become zero' })
  check('integer', 'boolean', { changes: 'every number but 0 becomes true' })
  check(timestamp(), timestamp('(3)'), { changes: 'more than 3 digits of a second are rounded' })
  check(timestamp('(3)'), timestamp('(0)'), { changes: 'fractions of a second are rounded away' })
  check(timestamp('(3)'), 'date', { changes: 'the time of the day is lost' })
  check(timestamp('(3)'), 'time without time zone', { changes: 'the date is lost' })
  check('time with time zone', 'time without time zone', { changes: 'the time zone is lost' })

  check('double precision', 'numeric(65,30)', {
    fails: 'a value has more than 35 digits before the decimal point',
    changes: 'digits after the first 15 are rounded',
  })
  check('double precision', 'real', {
    fails: 'a value is too large for real',
    changes: 'digits after the first 6 are rounded',
  })
  check('numeric', 'numeric(10,2)', {
    fails: 'a value has more than 8 digits before the decimal point',
    changes: 'more than 2 digits behind the decimal point are rounded',
  })
  check('json', 'jsonb', {
    fails: 'a text in it holds \\u0000',
    changes: 'the order of keys, keys that stand twice and white space are lost',
  })

  const moods = { schema: 'public', name: 'Mood', values: ['good', 'bad'] }
  const using = (to: string, expression: string, labels = {}) => {
    const [statement] = parser.parse(`ALTER TABLE t ALTER COLUMN c TYPE ${to} USING ${expression}`)
    const [action] = statement?.kind === 'parsed' ? statement.actions : []
    assert.ok(action?.kind === 'alterColumnType')
    return castOutcome('c', 'character varying(10)', action.type, action.using, labels)
  }

  test('USING with the column alone is an assignment, with a cast it cuts in place of failing', () => {
    assert.deepEqual(using('varchar(5)', 'c'), { fails: 'a value is longer than 5 characters' })
    assert.deepEqual(using('varchar(5)', 'c::varchar(5)'), {
      changes: 'what is longer than 5 characters is cut off without an error',
    })
    assert.deepEqual(using('int', 'c::int'), { fails: 'a value cannot be read as integer' })
    assert.deepEqual(using('int', 'c::text::int'), { fails: 'a value cannot be read as integer' })
  })

  test('USING that computes something is the author’s own', () => {
    for (const expression of [
      "coalesce(c, '')",
      'left(c, 5)',
      "'x'",
      'd::varchar(5)',
      'c::int::text',
    ]) {
      assert.deepEqual(using('varchar(5)', expression), {}, expression)
    }
  })

  test('of two enums the values decide, read by way of text', () => {
    const to = (...values: string[]) => ({ from: moods, to: { ...moods, values } })
    assert.deepEqual(using('"Mood"', 'c::text::"Mood"', to('good', 'bad', 'new')), {})
    assert.deepEqual(using('"Mood"', 'c::text::"Mood"', to('good')), { fails: 'a row holds bad' })
  })

  test('a text that becomes an enum is one of its values, or it fails', () =>
    assert.deepEqual(using('"Mood"', 'c::"Mood"', { to: moods }), {
      fails: 'a value is not in the enum Mood',
    }))

  test('an enum is as long as its longest value', () => {
    const labels = { from: moods }
    assert.deepEqual(castOutcome('c', '"Mood"', 'character varying(4)', undefined, labels), {})
    assert.deepEqual(castOutcome('c', '"Mood"', 'character varying(3)', undefined, labels), {
      fails: 'a value is longer than 3 characters',
    })
  })
})
