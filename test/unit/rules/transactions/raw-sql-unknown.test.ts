import assert from 'node:assert/strict'
import { findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'raw-sql-unknown'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  test('says why, and how many more', () => {
    const sql = 'SELECT 1; SELECT 2; SELECT 3;'
    const unknown = { measured: { 0: undefined, 1: undefined } }
    const [finding, ...others] = found(sql, unknown)
    assert.equal(
      finding?.message,
      'Not checked by execution: It was not executed. What is said of its locks is derived from its kind; read it with care. Nor is one statement below it.',
    )
    assert.deepEqual([finding.severity, finding.statement, others], ['information', 0, []])
  })

  test('what only this PostgreSQL refuses is unknown, not wrong', () =>
    assert.match(
      found('SELECT 1;', {
        measured: {
          0: { kind: 'failed', failure: { sqlState: '42501', message: 'permission denied' } },
        },
      })[0]?.message ?? '',
      /^Not checked by execution: permission denied\. .* care\.$/,
    ))

  test('not where another finding says that its locks are derived, or is certain', () => {
    const sql = 'CREATE INDEX i ON "A" ("x"); SELECT 1; DROP TABLE "B"; SELECT 2;'
    const unknown = { measured: { 0: undefined, 1: undefined, 2: undefined, 3: undefined } }
    assert.deepEqual(
      found(sql, unknown).map(({ statement, facts }) => [statement, facts]),
      [[1, { others: 1 }]],
    )
  })

  test('not what was executed, and not what does not parse, which is an error', () => {
    assert.deepEqual(found('ALTER TABLE "A" ADD "y" INT; BEGIN; COMMIT;'), [])
    assert.deepEqual(found('ALTER TABL'), [])
  })
})
