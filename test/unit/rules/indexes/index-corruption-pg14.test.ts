import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'index-corruption-pg14'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);'

suite(rule, () => {
  test('says which servers to avoid, once it is turned on', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'CREATE INDEX CONCURRENTLY "i" ON "User" ("email");',
        postgresVersion: 14,
      }),
      [
        'Builds "i" on "User" concurrently: on PostgreSQL 14.0 to 14.3 rows that are written meanwhile may be missing in it, so that queries miss them too. Make sure that every server runs 14.4 or later before it is deployed.',
      ],
    ))

  test('REINDEX CONCURRENTLY too', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'REINDEX INDEX CONCURRENTLY "i";', postgresVersion: 14 }),
      [
        'Builds "i" again concurrently: on PostgreSQL 14.0 to 14.3 rows that are written meanwhile may be missing in it, so that queries miss them too. Make sure that every server runs 14.4 or later before it is deployed.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'CREATE INDEX CONCURRENTLY "i" ON "User" ("email");',
      postgresVersion: 14,
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"i"', 'information', ['data'], { index: 'i' }],
    )
  })

  test('not for other versions', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE INDEX CONCURRENTLY "i" ON "User" ("email");',
        postgresVersion: 15,
      }),
      [],
    ))

  test('not for a build that blocks', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE INDEX "i" ON "User" ("email");',
        postgresVersion: 14,
      }),
      [],
    ))
})
