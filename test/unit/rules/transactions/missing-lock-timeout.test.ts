import assert from 'node:assert/strict'
import { findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'missing-lock-timeout'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  const sql = 'ALTER TABLE "A" ADD "y" INT; ALTER TABLE "B" ADD "y" INT;'

  test('is told once for the file, with every table', () => {
    const [finding, ...others] = found(sql)
    assert.equal(
      finding?.message,
      `Without lock_timeout the file waits for its locks on "A" and "B" as long as an open transaction lasts, and every later query there waits behind it. Write SET lock_timeout = '5s' at the top and RESET lock_timeout at the end, unless the role that deploys or its connection string sets it, and deploy again when it fails.`,
    )
    assert.deepEqual([finding.severity, finding.statement, others], ['information', 0, []])
  })

  test('not where the file sets it, in whatever way', () => {
    assert.deepEqual(found(`SET lock_timeout = '5s'; ${sql}`), [])
    assert.deepEqual(found(`SET LOCAL lock_timeout = '5s'; ${sql}`), [])
    assert.deepEqual(found(`SELECT set_config('lock_timeout', '5s', false); ${sql}`), [])
    assert.deepEqual(
      found(`DO $$ BEGIN PERFORM set_config('lock_timeout', '300ms', true); END $$; ${sql}`),
      [],
    )
  })

  test('not for new tables, rows, and locks that let reads and writes go on', () => {
    assert.deepEqual(found('CREATE TABLE "N" ("a" INT); CREATE INDEX ON "N" ("a");'), [])
    assert.deepEqual(
      found(`INSERT INTO "A" VALUES (1); CREATE INDEX CONCURRENTLY ON "A" ("x");`),
      [],
    )
  })

  test('not for the pending change, whose file is not written yet', () =>
    assert.deepEqual(found(sql, { origin: 'pending' }), []))
})
