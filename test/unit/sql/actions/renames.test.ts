import assert from 'node:assert/strict'
import { changesIn, namesIn } from '../readableActions.js'

suite('actions that rename or move', () => {
  test('tables, columns, constraints, indexes and types', () => {
    const script = `ALTER TABLE s."A" RENAME TO "B";
      ALTER TABLE "A" RENAME COLUMN "a" TO "b"; ALTER TABLE "A" RENAME a TO b;
      ALTER TABLE "A" RENAME CONSTRAINT "k" TO "l";
      ALTER INDEX s."i" RENAME TO "j"; ALTER TYPE s."T" RENAME TO "U"`
    assert.deepEqual(changesIn(script), [
      { kind: 'renameTable', table: { schema: 's', name: 'A' }, newName: 'B' },
      { kind: 'renameColumn', table: { name: 'A' }, column: 'a', newName: 'b' },
      { kind: 'renameColumn', table: { name: 'A' }, column: 'a', newName: 'b' },
      { kind: 'renameConstraint', table: { name: 'A' }, constraint: 'k', newName: 'l' },
      { kind: 'renameIndex', index: { schema: 's', name: 'i' }, newName: 'j' },
      { kind: 'renameType', type: { schema: 's', name: 'T' }, newName: 'U' },
    ])
    assert.deepEqual(namesIn(script), ['"A"', '"a"', 'a', '"k"', '"i"', '"T"'])
  })

  test('a table named rename, and a column named attribute', () =>
    assert.deepEqual(namesIn('ALTER TABLE rename RENAME attribute TO b'), ['attribute']))

  test('whatever else has a name', () => {
    const script = `ALTER SCHEMA a RENAME TO b; ALTER VIEW s.v RENAME TO w;
      ALTER FUNCTION f(int) RENAME TO g; ALTER TRIGGER t ON s.a RENAME TO u;
      ALTER POLICY IF EXISTS p ON a RENAME TO q; ALTER TYPE c RENAME ATTRIBUTE x TO y`
    assert.deepEqual(changesIn(script), [
      { ...renamed, object: 'OBJECT_SCHEMA', name: { name: 'a' }, newName: 'b' },
      { ...renamed, object: 'OBJECT_VIEW', name: { schema: 's', name: 'v' }, newName: 'w' },
      { ...renamed, object: 'OBJECT_FUNCTION', name: { name: 'f' }, newName: 'g' },
      {
        ...renamed,
        object: 'OBJECT_TRIGGER',
        name: { name: 't' },
        table: { schema: 's', name: 'a' },
        newName: 'u',
      },
      {
        ...renamed,
        object: 'OBJECT_POLICY',
        name: { name: 'p' },
        table: { name: 'a' },
        newName: 'q',
      },
      {
        ...renamed,
        object: 'OBJECT_ATTRIBUTE',
        name: { name: 'x' },
        table: { name: 'c' },
        newName: 'y',
      },
    ])
    assert.deepEqual(namesIn(script), ['a', 'v', 'f', 't', 'p', 'x'])
  })

  test('kinds of several words do not hide the name', () =>
    assert.deepEqual(
      namesIn('ALTER TEXT SEARCH PARSER p RENAME TO q; ALTER EVENT TRIGGER e RENAME TO f'),
      ['p', 'e'],
    ))

  test('a table moves to another schema; another object does so as an action without a kind', () =>
    assert.deepEqual(changesIn('ALTER TABLE a SET SCHEMA s; ALTER VIEW v SET SCHEMA s'), [
      { kind: 'setTableSchema', table: { name: 'a' }, newSchema: 's' },
      { kind: 'other', node: 'AlterObjectSchemaStmt' },
    ]))
})

const renamed = { kind: 'renameOther' }
