import assert from 'node:assert/strict'
import { findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'prefer-robust'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  const split = { execution: 'split' } as const

  test('names the words that are missing', () => {
    const messages = found('CREATE TABLE "N" (); DROP TABLE "A"; SELECT 1;', split).map(
      ({ message }) => message,
    )
    assert.equal(messages.length, 2)
    assert.match(messages[0] ?? '', / IF NOT EXISTS lets the file run again/)
    assert.match(messages[1] ?? '', / IF EXISTS lets the file run again/)
  })

  test('not with the words, not in one transaction, not alone in a file', () => {
    assert.deepEqual(
      found('CREATE TABLE IF NOT EXISTS "N" (); DROP TABLE IF EXISTS "A";', split),
      [],
    )
    assert.deepEqual(found('CREATE TABLE "N" (); DROP TABLE "A";'), [])
    assert.deepEqual(found('BEGIN; CREATE TABLE "N" (); COMMIT;', split), [])
    assert.deepEqual(found('CREATE TABLE "N" ();', split), [])
  })
})
