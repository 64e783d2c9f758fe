import assert from 'node:assert/strict'
import {
  isSameValue,
  nthValue,
  someValue,
} from '../../../../server/src/plans/simulation/columnValues.js'
import { createRandomness } from '../../../../server/src/plans/simulation/randomness.js'
import {
  hasManyValues,
  valuedColumn,
  type ValuedColumn,
} from '../../../../server/src/plans/simulation/valuedColumn.js'
import { catalogue, column, constraint, table } from '../catalogues.js'

suite('values for a column', () => {
  test('are literals with the cast of the column', () => {
    assert.equal(nthValue(plain('integer'), 3), `'1000003'::integer`)
    assert.equal(nthValue(plain('numeric(6,2)'), 3), `'3'::numeric(6,2)`)
    assert.equal(nthValue(plain('uuid'), 31), `'c0ce27a0-0000-4000-8000-00000000001f'::uuid`)
    assert.equal(nthValue(plain('text[]'), 1), `ARRAY['1- ']::text[]`)
  })

  for (const type of [
    'integer',
    'int8',
    'int2',
    'text',
    'uuid',
    'bytea',
    'numeric(12,2)',
    'date',
  ]) {
    test(`of type ${type} do not come twice when they are counted`, () => {
      const values = Array.from({ length: 500 }, (_, n) => nthValue(plain(type), n))
      assert.equal(new Set(values).size, 500)
    })
  }

  test('hold no more characters than the column takes, counted as PostgreSQL counts them', () => {
    const narrow = plain('character varying(3)')
    for (const value of many(narrow)) {
      const [, text = ''] = /^E?'((?:[^']|'')*)'::character varying\(3\)$/.exec(value) ?? []
      const read = text.replaceAll("''", "'").replaceAll('\\\\', '\\')
      assert.ok([...read].length <= 3, value)
    }
  })

  test('stay within the precision of a number', () => {
    for (const value of many(plain('numeric(4,3)'))) {
      assert.match(value, /^'-?\d(\.\d{1,3})?'::numeric\(4,3\)$/)
    }
  })

  test('are labels of the enum', () => {
    const role = column('role', '"Role"', { typeKind: 'enum', typeName: 'public.Role' })
    const described = valuedColumn(
      catalogue([], {
        enums: { 'public.Role': { schema: 'public', name: 'Role', values: ['A', "B'"] } },
      }),
      table('T', [role]),
      role,
    )
    assert.deepEqual(new Set(many(described)), new Set([`'A'::"Role"`, `'B'''::"Role"`]))
    assert.ok(!hasManyValues(described))
  })

  test('are taken from the constants of a check, and from both sides of its numbers', () => {
    const age = column('age', 'integer')
    const checked = table('T', [age], {
      constraints: [constraint('c', 'check', ['age'], 'CHECK ((age >= 18))')],
    })
    const values = new Set(many(valuedColumn(catalogue([checked]), checked, age)))
    for (const value of ['17', '18', '19']) assert.ok(values.has(`'${value}'::integer`))
  })

  test('hold what is awkward: nothing, quotes, backslashes, other scripts', () => {
    const values = new Set(many(plain('text')))
    for (const value of [
      `''::text`,
      `'O''Hara'::text`,
      `E'back\\\\slash'::text`,
      `'日本語の名前'::text`,
    ]) {
      assert.ok(values.has(value), value)
    }
  })

  test('are guesses for a type that is not known', () =>
    assert.ok(many(plain('mood')).includes(`'1'::mood`)))

  test('are compared as text where the type has no equality', () => {
    assert.equal(
      isSameValue(column('j', 'json'), '"j"', `'{}'::json`),
      `("j"::text IS NOT DISTINCT FROM ('{}'::json)::text)`,
    )
    assert.equal(
      isSameValue(column('a', 'text'), '"a"', 'NULL::text'),
      '("a" IS NOT DISTINCT FROM NULL::text)',
    )
  })
})

function plain(type: string): ValuedColumn {
  return { description: column('a', type), labels: [], constants: [] }
}

function many(described: ValuedColumn): string[] {
  const random = createRandomness(5)
  return Array.from({ length: 400 }, () => someValue(described, random))
}
