import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'transaction-nesting'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  const sql = 'ALTER TABLE "A" ADD "y" INT; COMMIT; ALTER TABLE "B" ADD "y" INT;'

  test('says what is kept when the rest fails', () => {
    const [finding] = found(sql)
    assert.equal(
      finding?.message,
      'Prisma up to 7.3 sends the file as one transaction. This COMMIT ends it: everything above is kept even if a statement below fails, and then the migration is recorded as failed with half of it applied. Move what stands outside BEGIN … COMMIT into another migration.',
    )
    assert.deepEqual([finding.severity, blamed({ sql }, finding)], ['warning', 'COMMIT'])
  })

  test('also in a file that Prisma sends whole because its parser fails', () =>
    assert.equal(found(`${sql} REINDEX TABLE "B";`, { execution: 'fallback' }).length, 1))

  test('not for one block around the file, with settings before and behind', () =>
    assert.deepEqual(
      found(
        `SET lock_timeout = '5s'; BEGIN; ALTER TABLE "A" ADD "y" INT; COMMIT; RESET lock_timeout;`,
      ),
      [],
    ))

  test('not where each statement commits by itself, and not for what Prisma writes', () => {
    assert.deepEqual(found(sql, { execution: 'split' }), [])
    assert.deepEqual(found(sql, { origin: 'pending' }), [])
  })
})
