import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'lock-timeout-zero'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  test('says who waits', () => {
    const sql = 'SET lock_timeout = 0; ALTER TABLE "A" ADD "y" INT;'
    const [finding] = found(sql)
    assert.equal(
      finding?.message,
      'SET lock_timeout to 0 switches the limit off: the statements below wait for their locks without end, and every later query on those tables waits behind them. Set it to a few seconds, such as 5s.',
    )
    assert.deepEqual([finding.severity, blamed({ sql }, finding)], ['warning', 'lock_timeout'])
  })

  test('however the zero is written', () => {
    for (const zero of [`'0'`, `'0s'`, `'0 ms'`])
      assert.equal(found(`SET lock_timeout TO ${zero}; DROP TABLE "A";`).length, 1, zero)
  })

  test('not at the end of the file, nor before new tables only, nor for a time', () => {
    assert.deepEqual(found('ALTER TABLE "A" ADD "y" INT; SET lock_timeout = 0;'), [])
    assert.deepEqual(found('SET lock_timeout = 0; CREATE TABLE "N" ("a" INT);'), [])
    assert.deepEqual(found(`SET lock_timeout = '5s'; ALTER TABLE "A" ADD "y" INT;`), [])
  })
})
