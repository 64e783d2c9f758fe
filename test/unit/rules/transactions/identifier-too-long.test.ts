import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'identifier-too-long'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  const long = 'x'.repeat(64)

  test('says what PostgreSQL does with it', () => {
    const sql = `CREATE INDEX "${long}" ON "A" ("x");`
    const [finding] = found(sql)
    assert.equal(
      finding?.message,
      `The name "${long}" has 64 bytes: PostgreSQL keeps the first 63 without an error, so that it may collide with another name that begins the same (42P07), and Prisma looks for one that is not there. Choose a shorter name, in the schema with map:.`,
    )
    assert.deepEqual([finding.severity, blamed({ sql }, finding)], ['warning', `"${long}"`])
  })

  test('counts bytes, with or without quotes, and tells a name once a statement', () => {
    assert.equal(found(`ALTER TABLE "A" ADD "${'é'.repeat(32)}" INT;`).length, 1)
    assert.equal(found(`CREATE TABLE ${long} (a INT); `).length, 1)
    assert.equal(found(`ALTER TABLE "A" ADD "${long}" INT CHECK ("${long}" > 0);`).length, 1)
  })

  test('not at 63 bytes, nor in strings and comments', () => {
    assert.deepEqual(found(`CREATE INDEX "${'x'.repeat(63)}" ON "A" ("x");`), [])
    assert.deepEqual(found(`INSERT INTO "A" VALUES (1, '${long}'); -- ${long}`), [])
    assert.deepEqual(found(`CREATE INDEX "${'""'.repeat(40)}" ON "A" ("x");`), [])
  })
})
