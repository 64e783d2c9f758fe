import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'concurrently-in-transaction'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);'

suite(rule, () => {
  test('says why, and to use a file of its own', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'SET lock_timeout = 1000; CREATE INDEX CONCURRENTLY "i" ON "User" ("email");',
      }),
      [
        'CREATE INDEX CONCURRENTLY "i" cannot run inside a transaction: the deployment stops here with error 25001. Prisma sends this file as one query, which PostgreSQL takes for one transaction even behind a COMMIT. Move it to a migration of its own, with no other statement in the file.',
      ],
    ))

  test('a COMMIT before it does not help, for the file is one query', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'COMMIT; CREATE INDEX CONCURRENTLY "i" ON "User" ("email");',
      }),
      [
        'CREATE INDEX CONCURRENTLY "i" cannot run inside a transaction: the deployment stops here with error 25001. Prisma sends this file as one query, which PostgreSQL takes for one transaction even behind a COMMIT. Move it to a migration of its own, with no other statement in the file.',
      ],
    ))

  test('where statements are sent one by one, behind a BEGIN', () =>
    assert.deepEqual(
      messagesOf(rule, {
        sql: 'BEGIN; DROP INDEX CONCURRENTLY "i"; COMMIT;',
        execution: 'split',
        database: '',
      }),
      [
        'DROP INDEX CONCURRENTLY "i" cannot run inside a transaction: the deployment stops here with error 25001. A BEGIN before it has opened one. Move it to a migration of its own, with no other statement in the file.',
      ],
    ))

  test('REINDEX CONCURRENTLY', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'SELECT 1; REINDEX INDEX CONCURRENTLY "i";' }),
      [
        'REINDEX CONCURRENTLY cannot run inside a transaction: the deployment stops here with error 25001. Prisma sends this file as one query, which PostgreSQL takes for one transaction even behind a COMMIT. Move it to a migration of its own, with no other statement in the file.',
      ],
    ))

  test('DETACH PARTITION CONCURRENTLY', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'SELECT 1; ALTER TABLE "P" DETACH PARTITION "P1" CONCURRENTLY;',
      }),
      [
        'DETACH PARTITION CONCURRENTLY cannot run inside a transaction: the deployment stops here with error 25001. Prisma sends this file as one query, which PostgreSQL takes for one transaction even behind a COMMIT. Move it to a migration of its own, with no other statement in the file.',
      ],
    ))

  test('VACUUM', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'SELECT 1; VACUUM "User";' }), [
      'VACUUM cannot run inside a transaction: the deployment stops here with error 25001. Prisma sends this file as one query, which PostgreSQL takes for one transaction even behind a COMMIT. Move it to a migration of its own, with no other statement in the file.',
    ]))

  test('ALTER SYSTEM', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: "SELECT 1; ALTER SYSTEM SET work_mem = '1GB';" }),
      [
        'ALTER SYSTEM cannot run inside a transaction: the deployment stops here with error 25001. Prisma sends this file as one query, which PostgreSQL takes for one transaction even behind a COMMIT. Move it to a migration of its own, with no other statement in the file.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'SET lock_timeout = 1000; CREATE INDEX CONCURRENTLY "i" ON "User" ("email");',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"i"', 'error', [], { index: 'i' }],
    )
  })

  test('not alone in its file', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'CREATE INDEX CONCURRENTLY "i" ON "User" ("email");' }),
      [],
    ))

  test('not where Prisma sends statement by statement', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'SET lock_timeout = 1000; CREATE INDEX CONCURRENTLY "i" ON "User" ("email");',
        execution: 'split',
      }),
      [],
    ))

  test('not behind the COMMIT there', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'BEGIN; SELECT 1; COMMIT; CREATE INDEX CONCURRENTLY "i" ON "User" ("email");',
        execution: 'split',
      }),
      [],
    ))

  test('not without CONCURRENTLY, nor ANALYZE', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'SELECT 1; CREATE INDEX "i" ON "User" ("email"); ANALYZE "User";',
      }),
      [],
    ))
})
