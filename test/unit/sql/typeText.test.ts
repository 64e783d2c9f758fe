import assert from 'node:assert/strict'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'

const parser = await loadSqlParser()

/** Pairs of a type as written and as format_type of PostgreSQL 18 prints it. */
const types: readonly (readonly [string, string])[] = [
  ['int4', 'integer'],
  ['INT', 'integer'],
  ['smallint', 'smallint'],
  ['bigint', 'bigint'],
  ['float', 'double precision'],
  ['float(3)', 'real'],
  ['bool', 'boolean'],
  ['varchar', 'character varying'],
  ['varchar(20)', 'character varying(20)'],
  ['char', 'character(1)'],
  ['bpchar', 'bpchar'],
  ['"char"', '"char"'],
  ['numeric', 'numeric'],
  ['decimal(10)', 'numeric(10,0)'],
  ['numeric(3,-2)', 'numeric(3,-2)'],
  ['timestamp', 'timestamp without time zone'],
  ['timestamp(3)', 'timestamp(3) without time zone'],
  ['timestamptz(3)', 'timestamp(3) with time zone'],
  ['timestamp(9)', 'timestamp(6) without time zone'],
  ['time(2)', 'time(2) without time zone'],
  ['time with time zone', 'time with time zone'],
  ['interval', 'interval'],
  ['interval(3)', 'interval(3)'],
  ['interval day to second(3)', 'interval day to second(3)'],
  ['interval year', 'interval year'],
  ['bit', 'bit(1)'],
  ['varbit(4)', 'bit varying(4)'],
  ['json', 'json'],
  ['jsonb', 'jsonb'],
  ['_text', 'text[]'],
  ['int[][]', 'integer[]'],
  ['int array[4]', 'integer[]'],
  ['timestamp(3)[]', 'timestamp(3) without time zone[]'],
  ['pg_catalog.int4', 'integer'],
  ['"Role"', '"Role"'],
  ['"public"."Role"[]', '"Role"[]'],
  ['s."x y"', 's."x y"'],
  ['"user"', '"user"'],
  ['_foo', '_foo'],
  ['vector(1536)', 'vector(1536)'],
  ['geometry(Point, 4326)', 'geometry(point,4326)'],
]

suite('type text', () => {
  for (const [written, printed] of types) {
    test(`${written} prints as ${printed}`, () => assert.equal(typeOf(written), printed))
  }

  test('serial is an integer with a sequence', () => {
    const [statement] = parser.parse('CREATE TABLE t (a smallserial, b serial, c bigserial)')
    assert.equal(statement?.kind, 'parsed')
    const [action] = statement?.kind === 'parsed' ? statement.actions : []
    assert.equal(action?.kind, 'createTable')
    const columns = action?.kind === 'createTable' ? action.columns : []
    assert.deepEqual(
      columns.map(({ type, serial, notNull }) => ({ type, serial, notNull })),
      [
        { type: 'smallint', serial: true, notNull: true },
        { type: 'integer', serial: true, notNull: true },
        { type: 'bigint', serial: true, notNull: true },
      ],
    )
  })
})

function typeOf(written: string): string | undefined {
  const [statement] = parser.parse(`ALTER TABLE t ADD COLUMN c ${written}`)
  const [action] = statement?.kind === 'parsed' ? statement.actions : []
  return action?.kind === 'addColumn' ? action.column.type : undefined
}
