import assert from 'node:assert/strict'
import { findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'missing-statement-timeout'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  test('is told once, at the first statement whose time grows', () =>
    assert.deepEqual(
      found('ALTER TABLE "A" ADD "y" INT; CREATE INDEX ON "A" ("x"); UPDATE "A" SET "n" = 1;').map(
        ({ statement, severity }) => [statement, severity],
      ),
      [[1, 'hint']],
    ))

  test('not with the setting, and not for work on the catalogue', () => {
    assert.deepEqual(found(`SET statement_timeout = '1min'; CREATE INDEX ON "A" ("x");`), [])
    assert.deepEqual(found('ALTER TABLE "A" ADD "y" INT;'), [])
  })

  test('not for a build that leaves an invalid index where it is cut off', () =>
    assert.deepEqual(found('CREATE INDEX CONCURRENTLY "i" ON "A" ("x");'), []))
})
