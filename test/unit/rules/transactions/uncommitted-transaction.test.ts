import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'uncommitted-transaction'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  test('says what happens at the end of the connection', () => {
    const sql = 'BEGIN; ALTER TABLE "A" ADD "y" INT;'
    const [finding] = found(sql)
    assert.equal(
      finding?.message,
      'BEGIN without COMMIT: later migrations of the same deploy run inside this transaction, and when the connection closes everything since is rolled back, although Prisma reported success. Write COMMIT at the end of the file.',
    )
    assert.deepEqual([finding.severity, blamed({ sql }, finding)], ['error', 'BEGIN'])
  })

  test('START TRANSACTION, and a second block that stays open', () => {
    assert.equal(found('START TRANSACTION; SELECT 1;').length, 1)
    assert.deepEqual(
      found('BEGIN; COMMIT; BEGIN; SELECT 1;').map(({ statement }) => statement),
      [2],
    )
  })

  test('not with COMMIT or ROLLBACK below', () => {
    assert.deepEqual(found('BEGIN; SELECT 1; COMMIT;'), [])
    assert.deepEqual(found('BEGIN; SELECT 1; ROLLBACK;'), [])
  })
})
