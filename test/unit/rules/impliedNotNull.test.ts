import assert from 'node:assert/strict'
import { hasNotNullCheck } from '../../../server/src/rules/impliedNotNull.js'
import { catalogueOf } from '../../support/catalogueOf.js'

suite('a CHECK that proves NOT NULL', () => {
  const table = catalogueOf('CREATE TABLE t (c int, "Big" int)').tables['public.t']
  const proves = (definition: string, column = 'c', more: object = {}) => {
    assert.ok(table)
    const check = {
      name: 'k',
      kind: 'check',
      columns: [],
      validated: true,
      enforced: true,
      deferrable: false,
      definition,
      ...more,
    } as const
    return hasNotNullCheck({ ...table, constraints: [check] }, column)
  }

  test('says IS NOT NULL of the column, alone or inside an AND of any depth', () => {
    assert.ok(proves('CHECK ((c IS NOT NULL))'))
    assert.ok(proves('CHECK (("Big" IS NOT NULL))', 'Big'))
    assert.ok(proves('CHECK (((c IS NOT NULL) AND (d > 0)))'))
    assert.ok(proves('CHECK (((d > 0) AND ((e > 0) AND (c IS NOT NULL))))'))
    assert.ok(proves('CHECK ((c IS NOT NULL)) NO INHERIT'))
  })

  test('is not one that says less: an OR, a comparison, another column, a text', () => {
    assert.ok(!proves('CHECK (((c IS NOT NULL) OR (d > 0)))'))
    assert.ok(!proves('CHECK ((c > 0))'))
    assert.ok(!proves('CHECK ((d IS NOT NULL))'))
    assert.ok(!proves("CHECK ((d = 'a AND c IS NOT NULL AND b'::text))"))
    assert.ok(!proves('CHECK (((a > 0) AND ((c IS NOT NULL) OR (d > 0))))'))
    assert.ok(!proves('CHECK ((((c IS NOT NULL) AND (d > 0)) = false))'))
  })

  test('is not one that is not validated or not enforced', () => {
    assert.ok(!proves('CHECK ((c IS NOT NULL))', 'c', { validated: false }))
    assert.ok(!proves('CHECK ((c IS NOT NULL))', 'c', { enforced: false }))
  })
})
