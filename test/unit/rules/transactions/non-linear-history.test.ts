import assert from 'node:assert/strict'
import { findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'non-linear-history'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  test('names the migration that sorts behind it, once', () => {
    const [finding, ...others] = found('SELECT 1; SELECT 2;', { sortsBefore: '20260101_b' })
    assert.equal(
      finding?.message,
      'This migration is new and sorts before "20260101_b", which is committed: a database that has applied that one runs this one after it, a new database before it, and the two may end up different. Give its folder a later time in its name, as long as nobody has applied it.',
    )
    assert.deepEqual([finding.severity, others], ['warning', []])
  })

  test('not where it sorts last', () => assert.deepEqual(found('SELECT 1;'), []))
})
