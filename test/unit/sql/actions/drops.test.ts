import assert from 'node:assert/strict'
import { changesIn, namesIn, wholesIn } from '../readableActions.js'

suite('actions that drop', () => {
  test('a single object has the whole statement as its span', () => {
    const script = 'DROP TABLE IF EXISTS s."A" CASCADE;'
    assert.deepEqual(changesIn(script), [
      { kind: 'dropTable', table: { schema: 's', name: 'A' }, cascade: true, ifExists: true },
    ])
    assert.deepEqual(wholesIn(script), ['DROP TABLE IF EXISTS s."A" CASCADE'])
  })

  test('a list is one action each, with the object as its span', () => {
    const script = 'DROP TABLE a, s.b RESTRICT'
    assert.deepEqual(changesIn(script), [
      { kind: 'dropTable', table: { name: 'a' }, cascade: false, ifExists: false },
      { kind: 'dropTable', table: { schema: 's', name: 'b' }, cascade: false, ifExists: false },
    ])
    assert.deepEqual(wholesIn(script), ['a', 's.b'])
    assert.deepEqual(namesIn(script), ['a', 'b'])
  })

  test('indexes, types, schemas and triggers', () => {
    const script = `DROP INDEX CONCURRENTLY IF EXISTS s."i"; DROP TYPE s."T" CASCADE;
      DROP SCHEMA s; DROP TRIGGER IF EXISTS t ON s.a`
    assert.deepEqual(changesIn(script), [
      {
        kind: 'dropIndex',
        index: { schema: 's', name: 'i' },
        concurrently: true,
        cascade: false,
        ifExists: true,
      },
      { kind: 'dropType', type: { schema: 's', name: 'T' }, cascade: true },
      { kind: 'dropSchema', name: 's', cascade: false },
      { kind: 'dropTrigger', table: { schema: 's', name: 'a' }, name: 't' },
    ])
    assert.deepEqual(namesIn(script), ['"i"', '"T"', 's', 't'])
  })

  test('everything else keeps PostgreSQL’s name of its kind', () => {
    const script = `DROP MATERIALIZED VIEW IF EXISTS s.m CASCADE; DROP POLICY p ON s.a;
      DROP FUNCTION f(int, text), g; DROP TEXT SEARCH PARSER t; DROP SEQUENCE q;
      DROP OPERATOR + (int, int); DROP CAST (int AS text)`
    const other = { kind: 'dropOther', cascade: false, ifExists: false }
    assert.deepEqual(changesIn(script), [
      {
        kind: 'dropOther',
        object: 'OBJECT_MATVIEW',
        name: { schema: 's', name: 'm' },
        cascade: true,
        ifExists: true,
      },
      { ...other, object: 'OBJECT_POLICY', name: { name: 'p' }, table: { schema: 's', name: 'a' } },
      { ...other, object: 'OBJECT_FUNCTION', name: { name: 'f' } },
      { ...other, object: 'OBJECT_FUNCTION', name: { name: 'g' } },
      { ...other, object: 'OBJECT_TSPARSER', name: { name: 't' } },
      { ...other, object: 'OBJECT_SEQUENCE', name: { name: 'q' } },
      { ...other, object: 'OBJECT_OPERATOR', name: { name: '+' } },
      { ...other, object: 'OBJECT_CAST', name: { name: '' } },
    ])
    assert.deepEqual(namesIn(script), ['m', 'p', 'f', 'g', 't', 'q', '+', ')'])
  })

  test('a table named cascade is a table', () =>
    assert.deepEqual(namesIn('DROP TABLE cascade'), ['cascade']))
})
