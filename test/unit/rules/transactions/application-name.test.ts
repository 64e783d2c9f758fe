import assert from 'node:assert/strict'
import { findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'application-name'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  test('is told once for a file', () =>
    assert.deepEqual(
      found('SELECT 1; SELECT 2;').map(({ statement, severity }) => [statement, severity]),
      [[0, 'hint']],
    ))

  test('not with the setting, nor for the pending change', () => {
    assert.deepEqual(found(`SET application_name = 'migration'; SELECT 1;`), [])
    assert.deepEqual(found('SELECT 1;', { origin: 'pending' }), [])
  })
})
