import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'set-local-without-transaction'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  test('has no effect where each statement commits by itself', () => {
    const sql = `SET LOCAL lock_timeout = '5s'; ALTER TABLE "A" ADD "y" INT;`
    const [finding] = found(sql, { execution: 'split' })
    assert.equal(
      finding?.message,
      'SET LOCAL lock_timeout has no effect: it ends with its transaction, which is this statement alone. Prisma 7.4 and later commit each statement by itself. Write SET lock_timeout without LOCAL and RESET it at the end of the file, or put BEGIN and COMMIT around the statements.',
    )
    assert.deepEqual([finding.severity, blamed({ sql }, finding)], ['warning', 'lock_timeout'])
  })

  test('nor alone in a file', () => assert.equal(found(`SET LOCAL lock_timeout = '5s';`).length, 1))

  test('works between BEGIN and COMMIT, in a file that is sent whole, and in a DO block', () => {
    const sql = `SET LOCAL lock_timeout = '5s'; ALTER TABLE "A" ADD "y" INT;`
    assert.deepEqual(found(`BEGIN; ${sql} COMMIT;`, { execution: 'split' }), [])
    assert.deepEqual(found(sql), [])
    assert.deepEqual(found(`${sql} REINDEX TABLE "A";`, { execution: 'fallback' }), [])
    assert.deepEqual(
      found(`DO $$ BEGIN SET LOCAL lock_timeout = '5s'; END $$;`, { execution: 'split' }),
      [],
    )
  })

  test('SET without LOCAL is another matter', () =>
    assert.deepEqual(found(`SET lock_timeout = '5s';`, { execution: 'split' }), []))
})
