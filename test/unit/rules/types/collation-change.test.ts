import assert from 'node:assert/strict'
import { blamed, findingsIn, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'collation-change'
const database = `CREATE TABLE "T" ("id" INTEGER PRIMARY KEY, "a" TEXT, "b" TEXT, "c" TEXT);
  CREATE INDEX "T_a_idx" ON "T" ("a"); CREATE UNIQUE INDEX "T_b_key" ON "T" ("b")`
const change = (column: string) => `ALTER TABLE "T" ALTER COLUMN "${column}" TYPE TEXT COLLATE "C";`

suite(rule, () => {
  test('says which index is built, what sorts otherwise, and how to do without the lock', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: change('a') }), [
      'Sorts "a" of "T" by the collation "C", for which "T_a_idx" is built anew. Takes ACCESS EXCLUSIVE on "T" while it reads the whole table: every query on it waits until it is done. ORDER BY and comparisons change with it. Build an index with the new collation CONCURRENTLY first, and let the queries name the collation; or drop the index before, and build it CONCURRENTLY after it, in migrations of their own.',
    ]))

  test('a unique index may fail; in place of alter-type-index-rebuild', () => {
    const script = { database, sql: change('b') }
    const [finding, ...others] = findingsIn(script)
    assert.ok(finding)
    assert.match(
      finding.message,
      /values that the new collation takes for equal make it fail \(23505\)/,
    )
    assert.deepEqual([finding.rule, blamed(script, finding), others], [rule, '"b"', []])
  })

  test('not without an index, nor without a scan, nor on a new table', () => {
    assert.deepEqual(rulesFor({ database, sql: change('c') }), [])
    assert.deepEqual(rulesFor({ database, sql: change('a'), measured: { 0: { scans: [] } } }), [])
    assert.deepEqual(rulesFor({ sql: `CREATE TABLE "T" ("a" TEXT UNIQUE); ${change('a')}` }), [])
  })
})
