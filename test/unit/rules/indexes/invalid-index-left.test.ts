import assert from 'node:assert/strict'
import type { StatementTrace } from '../../../../server/src/engine/trace.js'
import { catalogueOf } from '../../../support/catalogueOf.js'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'invalid-index-left'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);'

suite(rule, () => {
  test('informs that a second try would not notice', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "k" ON "User" ("email");',
      }),
      [
        'If building "k" on "User" fails half-way and the migration runs again, IF NOT EXISTS takes the invalid index that is left for the real one: the values are not kept unique, and no error says so. Put DROP INDEX CONCURRENTLY IF EXISTS "k" in a migration before it, and leave IF NOT EXISTS out.',
      ],
    ))

  test('an index that is not unique serves no query', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'CREATE INDEX CONCURRENTLY IF NOT EXISTS "k" ON "User" ("email");',
      }),
      [
        'If building "k" on "User" fails half-way and the migration runs again, IF NOT EXISTS takes the invalid index that is left for the real one: no query uses it, and no error says so. Put DROP INDEX CONCURRENTLY IF EXISTS "k" in a migration before it, and leave IF NOT EXISTS out.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "k" ON "User" ("email");',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"k"', 'information', ['data'], { table: 'public.User', index: 'k' }],
    )
  })

  test('not without IF NOT EXISTS', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'CREATE INDEX CONCURRENTLY "k" ON "User" ("email");' }),
      [],
    ))

  test('not behind a DROP INDEX of the name', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'DROP INDEX CONCURRENTLY IF EXISTS "k"; CREATE INDEX CONCURRENTLY IF NOT EXISTS "k" ON "User" ("email");',
        execution: 'split',
      }),
      [],
    ))

  test('not without CONCURRENTLY, where nothing invalid is there', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'CREATE INDEX IF NOT EXISTS "k" ON "User" ("email");' }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("a" INTEGER, "b" INTEGER); CREATE INDEX CONCURRENTLY IF NOT EXISTS "k" ON "N" ("a");',
        execution: 'split',
      }),
      [],
    ))

  test('an error where the replayed history has left an invalid one of this name', () => {
    const tables = Object.values(
      catalogueOf(`${database} CREATE UNIQUE INDEX "k" ON "User" ("email");`).tables,
    ).map((table) => ({
      ...table,
      indexes: table.indexes.map((index) => ({ ...index, valid: false })),
    }))
    const failedBuild: StatementTrace = {
      kind: 'unobserved',
      durationMs: 1,
      change: { tables, dropped: [] },
    }
    const found = findingsOf(rule, {
      database,
      sql: 'SELECT 1; CREATE UNIQUE INDEX IF NOT EXISTS "k" ON "User" ("email");',
      measured: { 0: failedBuild },
    })
    assert.deepEqual(
      found.map(({ severity, message }) => [severity, message]),
      [
        [
          'error',
          'Skips the index "k" of "User", because an invalid one of this name is there: the values are not kept unique, and no error says so. Put DROP INDEX CONCURRENTLY IF EXISTS "k" in a migration before it, and leave IF NOT EXISTS out.',
        ],
      ],
    )
  })
})
