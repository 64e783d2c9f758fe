import assert from 'node:assert/strict'
import { findingsOf, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'add-column-inline-unique'
const database = 'CREATE TABLE "User" ("id" INTEGER)'
const add = (column: string) => `ALTER TABLE "User" ADD COLUMN ${column};`

suite(rule, () => {
  test('says what is built, who waits, and how to build it while they work', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: add('"email" TEXT UNIQUE') }), [
      'Adds "email" of "User" as UNIQUE, whose index is built from every row at once. Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Add the column alone, and build the index with CREATE UNIQUE INDEX CONCURRENTLY, alone in a migration of its own.',
    ]))

  test('a default makes all rows the same, which fails', () => {
    const [message] = messagesOf(rule, { database, sql: add('"no" INT DEFAULT 0 UNIQUE') })
    assert.match(
      message ?? '',
      / Its default is the same in all of them: that fails \(23505\) as soon as "User" has two\. /,
    )
  })

  test('a primary key needs values too, and a sequence a rewrite: both say more', () => {
    assert.deepEqual(rulesFor({ database, sql: add('"no" INT PRIMARY KEY') }), [
      'add-required-column-no-default',
    ])
    assert.deepEqual(rulesFor({ database, sql: add('"no" SERIAL UNIQUE') }), [
      'add-column-serial-identity',
    ])
  })

  test('not without a scan, nor on a new table', () => {
    const sql = add('"email" TEXT UNIQUE')
    assert.deepEqual(findingsOf(rule, { database, sql, measured: { 0: { scans: [] } } }), [])
    assert.deepEqual(rulesFor({ sql: `CREATE TABLE "User" ("id" INT); ${sql}` }), [])
  })
})
