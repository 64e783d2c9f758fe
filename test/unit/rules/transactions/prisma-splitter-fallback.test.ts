import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'prisma-splitter-fallback'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  test('names the statement that Prisma’s parser cannot read', () => {
    const sql = 'CREATE INDEX CONCURRENTLY "i" ON "A" ("x"); REINDEX TABLE "B";'
    const [finding] = found(sql, { execution: 'fallback' })
    assert.equal(
      finding?.message,
      'CREATE INDEX CONCURRENTLY "i" cannot run inside a transaction: the deployment stops here with error 25001. Prisma 7.4 and later send this file as one transaction all the same, because their parser cannot read REINDEX TABLE in it. Move it to a migration of its own, with no other statement in the file.',
    )
    assert.deepEqual([finding.severity, blamed({ sql }, finding)], ['error', '"i"'])
  })

  test('a statement may be the cause and the victim', () =>
    assert.deepEqual(
      found('ALTER TABLE "A" ADD "y" INT; DROP INDEX CONCURRENTLY "A_pkey";', {
        execution: 'fallback',
      }).map(({ statement }) => statement),
      [1],
    ))

  test('tells it instead of the rule for every Prisma', () =>
    assert.deepEqual(
      findingsOf('concurrently-in-transaction', {
        database,
        sql: 'VACUUM "A"; REINDEX TABLE "B";',
        execution: 'fallback',
      }),
      [],
    ))

  test('not alone in a file, which is no transaction', () =>
    assert.deepEqual(found('DROP INDEX CONCURRENTLY "A_pkey";', { execution: 'fallback' }), []))

  test('not where Prisma splits the file, or never does', () => {
    const sql = 'ALTER TABLE "A" ADD "y" INT; CREATE INDEX CONCURRENTLY "i" ON "A" ("x");'
    assert.deepEqual(found(sql, { execution: 'split' }), [])
    assert.deepEqual(found(sql, { execution: 'batch' }), [])
  })
})
