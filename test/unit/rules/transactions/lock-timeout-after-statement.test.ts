import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'lock-timeout-after-statement'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  test('says which table is waited for without a limit', () => {
    const sql = `ALTER TABLE "A" ADD "y" INT; SET lock_timeout = '5s'; DROP TABLE "B";`
    const [finding] = found(sql)
    assert.equal(
      finding?.message,
      'Sets lock_timeout too late: a statement above it waits for its lock on "A" without a limit. Move SET lock_timeout to the top of the file.',
    )
    assert.deepEqual([finding.severity, blamed({ sql }, finding)], ['warning', 'lock_timeout'])
  })

  test('not at the top, not where it was set before, and not for RESET', () => {
    assert.deepEqual(found(`SET lock_timeout = '5s'; ALTER TABLE "A" ADD "y" INT;`), [])
    assert.deepEqual(
      found(`SET lock_timeout = '5s'; DROP TABLE "A"; SET lock_timeout = '1s'; DROP TABLE "B";`),
      [],
    )
    assert.deepEqual(found('ALTER TABLE "A" ADD "y" INT; RESET lock_timeout;'), [])
  })

  test('not behind statements on new tables', () =>
    assert.deepEqual(found(`CREATE TABLE "N" ("a" INT); SET lock_timeout = '5s';`), []))
})
