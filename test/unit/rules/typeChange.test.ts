import assert from 'node:assert/strict'
import { typeChangeWork } from '../../../server/src/rules/typeChange.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'

const parser = await loadSqlParser()
const timestamp = (digits = '') => `timestamp${digits} without time zone`
const timestamptz = (digits = '') => `timestamp${digits} with time zone`

suite('work of a type change, where nobody measured it', () => {
  const check = (from: string, to: string, expected: string) =>
    test(`${from} → ${to}: ${expected}`, () =>
      assert.equal(typeChangeWork('c', from, to), expected))

  check('integer', 'integer', 'none')
  check('character varying(10)', 'character varying(20)', 'none')
  check('character varying(10)', 'character varying', 'none')
  check('character varying(10)', 'text', 'none')
  check('text', 'character varying', 'none')
  check('bit varying(4)', 'bit varying(8)', 'none')
  check('numeric(10,2)', 'numeric(12,2)', 'none')
  check('numeric(10,2)', 'numeric', 'none')
  check(timestamp('(3)'), timestamp('(6)'), 'none')
  check(timestamp('(3)'), timestamp(), 'none')
  check('time(3) without time zone', 'time(6) without time zone', 'none')
  check('interval(3)', 'interval', 'none')
  check(timestamp(), timestamptz(), 'none')
  check(timestamp('(6)'), timestamptz('(6)'), 'none')
  check('cidr', 'inet', 'none')

  check(timestamp('(3)'), timestamptz('(6)'), 'index')
  check('citext', 'text', 'index')
  check('text', 'citext', 'index')
  check('integer', 'oid', 'index')

  check('character varying(20)', 'character varying(10)', 'rewrite')
  check('text', 'character varying(10)', 'rewrite')
  check('numeric(10,2)', 'numeric(10,3)', 'rewrite')
  check('numeric(10,2)', 'numeric(8,2)', 'rewrite')
  check('numeric', 'numeric(10,2)', 'rewrite')
  check(timestamp('(6)'), timestamp('(3)'), 'rewrite')
  check(timestamp('(3)'), timestamptz('(3)'), 'rewrite')
  check(timestamptz('(3)'), timestamp('(3)'), 'rewrite')
  check('character(4)', 'character(8)', 'rewrite')
  check('integer', 'bigint', 'rewrite')
  check('citext', 'character varying(5)', 'rewrite')
  check('character varying(5)[]', 'text[]', 'rewrite')

  const using = (expression: string) => {
    const [statement] = parser.parse(`ALTER TABLE t ALTER COLUMN c TYPE text USING ${expression}`)
    const [action] = statement?.kind === 'parsed' ? statement.actions : []
    assert.ok(action?.kind === 'alterColumnType')
    return typeChangeWork('c', 'character varying(10)', 'text', action.using)
  }

  test('USING with no more than the column or a cast of it changes nothing', () => {
    assert.equal(using('c'), 'none')
    assert.equal(using('t.c::text'), 'none')
    assert.equal(using('CAST(c AS text)'), 'none')
  })

  test('USING with anything else rewrites', () => {
    assert.equal(using('trim(c)'), 'rewrite')
    assert.equal(using('d'), 'rewrite')
    assert.equal(using("'x'"), 'rewrite')
  })
})
