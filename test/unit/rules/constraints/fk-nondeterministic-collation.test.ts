import assert from 'node:assert/strict'
import type { StatementTrace } from '../../../../server/src/engine/trace.js'
import { catalogueOf } from '../../../support/catalogueOf.js'
import { findingsOf } from '../../../support/rules.js'

const rule = 'fk-nondeterministic-collation'
const database = `CREATE TABLE "User" ("name" TEXT PRIMARY KEY);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "author" TEXT);`
const sql =
  'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("author") REFERENCES "User" ("name");'

/** The trace of the statement, with the columns of these tables in a collation. */
function withCollation(...names: readonly string[]): StatementTrace {
  const tables = Object.values(catalogueOf(database).tables).map((table) =>
    names.includes(table.name)
      ? { ...table, columns: table.columns.map((column) => ({ ...column, collation: 'ci' })) }
      : table,
  )
  return {
    kind: 'executed',
    locks: [],
    masked: [],
    rewrites: [],
    indexRebuilds: [],
    scans: [],
    created: [],
    durationMs: 1,
    change: { tables, dropped: [] },
  }
}

const messages = (trace: StatementTrace) =>
  findingsOf(rule, { database, sql, measured: { 0: trace } }).map(({ message }) => message)

suite(rule, () => {
  test('names both collations, once it is turned on', () =>
    assert.deepEqual(messages(withCollation('User')), [
      'The columns "author" of "Post" and "name" of "User" have different collations, the default and "ci": if one of them is nondeterministic, what is equal on one side is not on the other. Give both columns the same collation.',
    ]))

  test('not where both have the same, the default or another', () => {
    assert.deepEqual(messages(withCollation()), [])
    assert.deepEqual(messages(withCollation('User', 'Post')), [])
  })
})
