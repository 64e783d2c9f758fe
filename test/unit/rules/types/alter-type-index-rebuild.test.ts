import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'alter-type-index-rebuild'
const database = `CREATE TABLE "T" ("id" INTEGER PRIMARY KEY, "a" TEXT, "b" TEXT, "c" TEXT);
  CREATE INDEX "T_a_idx" ON "T" ("a"); CREATE UNIQUE INDEX "T_b_key" ON "T" ("b")`
const change = (column: string, type = 'CITEXT') =>
  `ALTER TABLE "T" ALTER COLUMN "${column}" TYPE ${type};`

suite(rule, () => {
  test('says which index is built, who waits, and how to do without', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: change('a') }), [
      'Changes "a" of "T" from text to citext, which leaves the rows alone and builds "T_a_idx" anew. Takes ACCESS EXCLUSIVE on "T" while it reads the whole table: every query on it waits until it is done. Add a column of the new type with its index built CONCURRENTLY, and swap the columns; or drop the index before, and build it CONCURRENTLY after it, in migrations of their own.',
    ]))

  test('a unique one may fail', () => {
    const script = { database, sql: change('b') }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.match(finding.message, /It fails \(23505\) if two values are equal in the new type\./)
    assert.deepEqual([finding.severity, blamed(script, finding)], ['warning', '"b"'])
  })

  test('the trace decides: no scan, no build', () => {
    assert.deepEqual(rulesFor({ database, sql: change('a'), measured: { 0: { scans: [] } } }), [])
    const scanned = { 0: { scans: ['public.T'] } }
    assert.deepEqual(rulesFor({ database, sql: change('a', 'VARCHAR'), measured: scanned }), [rule])
  })

  test('not without an index, nor for one that a rewrite builds anew with all the others', () => {
    assert.deepEqual(rulesFor({ database, sql: change('c') }), [])
    assert.deepEqual(findingsOf(rule, { database, sql: change('a', 'VARCHAR(3)') }), [])
  })

  test('not on a new table', () =>
    assert.deepEqual(
      rulesFor({
        sql: `CREATE TABLE "T" ("a" TEXT); CREATE INDEX "i" ON "T" ("a"); ${change('a')}`,
      }),
      [],
    ))
})
