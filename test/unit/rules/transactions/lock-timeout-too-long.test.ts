import assert from 'node:assert/strict'
import { findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'lock-timeout-too-long'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  test('says how long a table is held up', () => {
    const sql = `SET lock_timeout = '1min'; ALTER TABLE "A" ADD "y" INT;`
    const [finding] = found(sql)
    assert.equal(
      finding?.message,
      'Sets lock_timeout to 1min: while a statement below waits that long for its lock, every later query on the table waits behind it. Set it to 10s or less, such as 5s, and try again when it fails.',
    )
    assert.equal(finding.severity, 'warning')
  })

  test('in every unit', () => {
    for (const time of [`'11s'`, '10001', `'1 h'`, `'1d'`, `'10001ms'`])
      assert.equal(found(`SET lock_timeout = ${time}; DROP TABLE "A";`).length, 1, time)
    for (const time of [`'10s'`, '10000', `'300ms'`, `'5 s'`, 'DEFAULT', `'soon'`])
      assert.deepEqual(found(`SET lock_timeout = ${time}; DROP TABLE "A";`), [], time)
  })

  test('not where nothing below locks a table in use', () =>
    assert.deepEqual(found(`SET lock_timeout = '1min'; CREATE TABLE "N" ("a" INT);`), []))
})
