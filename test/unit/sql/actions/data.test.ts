import assert from 'node:assert/strict'
import { changesIn, namesIn, wholesIn } from '../readableActions.js'

suite('actions on data', () => {
  test('INSERT, with the columns that it lists', () =>
    assert.deepEqual(
      changesIn('INSERT INTO s.t ("a", b) SELECT 1, 2; INSERT INTO t DEFAULT VALUES'),
      [
        { kind: 'insert', table: { schema: 's', name: 't' }, columns: ['a', 'b'] },
        { kind: 'insert', table: { name: 't' }, columns: [] },
      ],
    ))

  test('UPDATE, with the columns that it sets and the condition between WHERE and RETURNING', () =>
    assert.deepEqual(
      changesIn(`UPDATE ONLY s.t AS u SET (a, b) = (SELECT 1, 2 WHERE true), c = 3
        FROM x WHERE u.a = x.where RETURNING a`),
      [
        {
          kind: 'update',
          table: { schema: 's', name: 't' },
          where: 'u.a = x.where',
          columns: ['a', 'b', 'c'],
        },
      ],
    ))

  test('UPDATE and DELETE without WHERE have no condition', () =>
    assert.deepEqual(changesIn('UPDATE t SET a = 1; DELETE FROM t USING x'), [
      { kind: 'update', table: { name: 't' }, columns: ['a'] },
      { kind: 'delete', table: { name: 't' }, columns: [] },
    ]))

  test('WHERE true is a condition, which others may judge', () =>
    assert.deepEqual(changesIn('DELETE FROM t WHERE true'), [
      { kind: 'delete', table: { name: 't' }, where: 'true', columns: [] },
    ]))

  test('what a WITH clause changes comes first, with its own span', () => {
    const script = `WITH gone (x) AS MATERIALIZED (DELETE FROM s.a WHERE b = 1 RETURNING *),
      read AS (SELECT 1) INSERT INTO t SELECT * FROM gone`
    assert.deepEqual(changesIn(script), [
      { kind: 'delete', table: { schema: 's', name: 'a' }, where: 'b = 1', columns: [] },
      { kind: 'insert', table: { name: 't' }, columns: [] },
    ])
    assert.deepEqual(namesIn(script), ['a', 't'])
    assert.equal(wholesIn(script)[0], 'DELETE FROM s.a WHERE b = 1 RETURNING *')
  })

  test('SELECT names its table when there is just one', () =>
    assert.deepEqual(changesIn('SELECT * FROM s.t; SELECT 1; SELECT * FROM a, b'), [
      { kind: 'select', table: { schema: 's', name: 't' } },
      { kind: 'select' },
      { kind: 'select' },
    ]))

  test('COPY of a table or a query', () =>
    assert.deepEqual(changesIn('COPY s.t FROM stdin; COPY (SELECT 1) TO stdout'), [
      { kind: 'copy', table: { schema: 's', name: 't' } },
      { kind: 'copy' },
    ]))

  test('MERGE is an action without a kind, on its table', () =>
    assert.deepEqual(changesIn('MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE'), [
      { kind: 'other', node: 'MergeStmt', table: { name: 't' } },
    ]))
})
