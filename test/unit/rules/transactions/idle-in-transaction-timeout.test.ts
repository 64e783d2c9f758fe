import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'idle-in-transaction-timeout'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  test('is told at BEGIN', () => {
    const sql = 'BEGIN; SELECT 1; COMMIT;'
    const [finding] = found(sql)
    assert.match(
      finding?.message ?? '',
      /^If the connection of the deployment hangs after this BEGIN/,
    )
    assert.equal(finding && blamed({ sql }, finding), 'BEGIN')
  })

  test('not with the setting, nor without a transaction', () => {
    assert.deepEqual(found(`SET idle_in_transaction_session_timeout = '10s'; BEGIN; COMMIT;`), [])
    assert.deepEqual(found('SELECT 1;'), [])
  })
})
