import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'session-setting-leaks'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  test('says what runs with it', () => {
    const sql = `SET search_path TO audit; ALTER TABLE "A" ADD "y" INT;`
    const [finding] = found(sql)
    assert.equal(
      finding?.message,
      'SET search_path stays on after this file: the later migrations of the same deploy run with it. Write RESET search_path at the end of the file.',
    )
    assert.deepEqual([finding.severity, blamed({ sql }, finding)], ['information', 'search_path'])
  })

  test('is told at the last SET of a name', () =>
    assert.deepEqual(
      found(`SET lock_timeout = '1s'; SET lock_timeout = '2s';`).map(({ statement }) => statement),
      [1],
    ))

  test('not for LOCAL, and not where it is reset', () => {
    assert.deepEqual(found(`BEGIN; SET LOCAL lock_timeout = '1s'; COMMIT;`), [])
    for (const reset of ['RESET lock_timeout', 'RESET ALL', 'SET lock_timeout TO DEFAULT'])
      assert.deepEqual(found(`SET lock_timeout = '1s'; ${reset};`), [], reset)
  })
})
