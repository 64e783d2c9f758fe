import assert from 'node:assert/strict'
import { findingsOf, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'add-column-generated-stored'
const database = 'CREATE TABLE "Order" ("id" INTEGER PRIMARY KEY, "net" INTEGER)'
const add = (kind: string) =>
  `ALTER TABLE "Order" ADD COLUMN "gross" INT GENERATED ALWAYS AS ("net" * 2) ${kind};`

suite(rule, () => {
  test('says what is computed and stored, who waits, and how to do without the rewrite', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: add('STORED') }), [
      'Computes the generated column "gross" of "Order" for every row and stores it. Takes ACCESS EXCLUSIVE on "Order" while it rewrites the table and its indexes: every query on it waits until it is done. To store it without the rewrite, add a plain column, let a trigger fill it in new rows, and fill the old ones in batches.',
    ]))

  test('PostgreSQL 18 can compute it when it is read', () => {
    const [message] = messagesOf(rule, { database, sql: add('STORED'), postgresVersion: 18 })
    assert.match(
      message ?? '',
      / Write VIRTUAL for STORED, which computes the value when it is read and writes no row\. To store it/,
    )
  })

  test('not for a virtual one', () =>
    assert.deepEqual(rulesFor({ database, sql: add('VIRTUAL'), postgresVersion: 18 }), []))

  test('only when the table is written anew, and not on a new table', () => {
    const sql = add('STORED')
    assert.deepEqual(findingsOf(rule, { database, sql, measured: { 0: { rewrites: [] } } }), [])
    assert.deepEqual(rulesFor({ sql: `CREATE TABLE "Order" ("net" INT); ${sql}` }), [])
  })
})
