import assert from 'node:assert/strict'
import {
  inSentences,
  listed,
  quotedColumn,
  quotedTable,
} from '../../../server/src/rules/phrases.js'
import { resolveRelation, tableOfIndex } from '../../../server/src/rules/resolveName.js'
import { catalogueOf } from '../../support/catalogueOf.js'

suite('names in messages', () => {
  test('as the database has them, with the schema only outside of public', () => {
    assert.equal(quotedTable('public.User'), '"User"')
    assert.equal(quotedTable('audit.Log'), '"audit"."Log"')
    assert.equal(quotedTable('public.a"b.c'), '"a""b.c"')
    assert.equal(quotedTable('pg_temp_3.x'), '"x"')
    assert.equal(quotedColumn('audit.Log', 'at'), '"at" of "audit"."Log"')
  })

  test('in lists and sentences', () => {
    assert.equal(listed([]), '')
    assert.equal(listed(['a']), 'a')
    assert.equal(listed(['a', 'b', 'c']), 'a, b and c')
    assert.equal(listed(['a', 'b'], 'or'), 'a or b')
    assert.equal(inSentences('One.', '', 'Two.'), 'One. Two.')
  })
})

suite('names resolved as PostgreSQL does', () => {
  const catalogue = catalogueOf(
    'CREATE TABLE t (a int); CREATE TABLE s.t (a int); CREATE TABLE pg_temp_0.x (a int); CREATE INDEX i ON s.t (a);',
  )

  test('without a schema: the temporary table first, then public', () => {
    assert.equal(resolveRelation(catalogue, { name: 't' }), 'public.t')
    assert.equal(resolveRelation(catalogue, { name: 'x' }), 'pg_temp_0.x')
    assert.equal(resolveRelation(catalogue, { name: 'unknown' }), 'public.unknown')
  })

  test('with a schema: exactly that', () =>
    assert.equal(resolveRelation(catalogue, { schema: 's', name: 't' }), 's.t'))

  test('an index is found in its own schema', () => {
    assert.equal(tableOfIndex(catalogue, { schema: 's', name: 'i' })?.schema, 's')
    assert.equal(tableOfIndex(catalogue, { name: 'i' }), undefined)
  })
})
