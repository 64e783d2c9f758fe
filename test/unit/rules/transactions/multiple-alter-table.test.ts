import assert from 'node:assert/strict'
import { findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'multiple-alter-table'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  test('is told at the second statement', () => {
    const sql = 'ALTER TABLE "A" ADD "y" INT; ALTER TABLE "A" ADD "z" INT;'
    const [finding, ...others] = found(sql)
    assert.match(
      finding?.message ?? '',
      /^Alters "A" again, as an earlier statement of this file does\./,
    )
    assert.deepEqual([finding?.severity, finding?.statement, others], ['hint', 1, []])
    assert.equal(found(sql, { execution: 'split' }).length, 1)
  })

  test('not for two tables, or a new one', () => {
    assert.deepEqual(found('ALTER TABLE "A" ADD "y" INT; ALTER TABLE "B" ADD "z" INT;'), [])
    assert.deepEqual(
      found('CREATE TABLE "N" (); ALTER TABLE "N" ADD "y" INT; ALTER TABLE "N" ADD "z" INT;'),
      [],
    )
  })
})
