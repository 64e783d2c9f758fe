import assert from 'node:assert/strict'
import { typeRoute, type TypedColumn } from '../../../server/src/rules/typeRoute.js'

suite('the router of type changes', () => {
  for (const [operation, changes] of Object.entries({
    C1: [
      ['character varying(20)', 'character varying(40)'],
      ['character varying(20)', 'text'],
      ['text', 'character varying'],
      ['numeric(10,2)', 'numeric(12,2)'],
      ['numeric(10,2)', 'numeric'],
      ['timestamp(3) without time zone', 'timestamp(6) without time zone'],
    ],
    C2: [
      ['smallint', 'integer'],
      ['integer', 'text'],
      ['boolean', 'text'],
      ['uuid', 'text'],
      ['character(2)', 'text'],
      ['real', 'double precision'],
      ['integer', 'numeric(65,30)'],
      ['numeric(10,2)', 'double precision'],
      ['jsonb', 'json'],
    ],
    C3: [
      ['text', 'integer'],
      ['text', 'uuid'],
      ['timestamp(3) without time zone', 'date'],
      ['timestamp(3) without time zone', 'text'],
      ['numeric(10,2)', 'integer'],
      ['uuid', 'character varying(32)'],
    ],
    C4: [
      ['integer', 'bigint'],
      ['smallint', 'bigint'],
    ],
    C9: [
      ['character varying(40)', 'character varying(20)'],
      ['text', 'character varying(20)'],
      ['bigint', 'integer'],
    ],
    C10: [
      ['double precision', 'numeric(10,2)'],
      ['numeric(10,4)', 'numeric(10,2)'],
    ],
    C11: [
      ['timestamp(3) without time zone', 'timestamp(3) with time zone'],
      ['timestamp(6) without time zone', 'timestamp with time zone'],
      ['timestamp(3) with time zone', 'timestamp(3) without time zone'],
    ],
    C12: [['text', 'text[]']],
    C13: [['json', 'jsonb']],
  } as const))
    for (const [from, to] of changes)
      test(`${from} to ${to} is ${operation}`, () =>
        assert.equal(typeRoute(column(from), column(to), false), operation))

  test('to an enum is C8, from one enum to another F3', () => {
    const role = column('"Role"', 'enum')
    assert.equal(typeRoute(column('text'), role, false), 'C8')
    assert.equal(typeRoute(column('boolean'), role, false), 'C8')
    assert.equal(typeRoute(role, column('"Rank"', 'enum'), false), 'F3')
    assert.equal(typeRoute(role, column('text'), false), 'C2')
  })

  test('of a primary key it is another operation, unless it needs no rewrite', () => {
    assert.equal(typeRoute(column('integer'), column('bigint'), true), 'C5')
    assert.equal(typeRoute(column('integer'), column('uuid'), true), 'C6')
    assert.equal(typeRoute(column('integer'), column('text'), true), 'C7')
    assert.equal(typeRoute(column('character varying(20)'), column('text'), true), 'C1')
  })
})

function column(type: string, typeKind: TypedColumn['typeKind'] = 'base'): TypedColumn {
  return {
    name: 'c',
    type: type.replace('[]', '') + (type.endsWith('[]') ? '[]' : ''),
    typeKind,
    array: type.endsWith('[]'),
  }
}
