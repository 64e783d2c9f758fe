import assert from 'node:assert/strict'
import { usualTimeouts } from '../../../server/src/environments/connection.js'
import type { Environment } from '../../../server/src/environments/environment.js'
import { mostRows, readVerification } from '../../../server/src/environments/readVerification.js'
import { createTestDatabase, type TestDatabase } from '../../support/embeddedPostgres.js'

const environment: Environment = { name: 'dev', order: 1, protected: false, urlEnv: 'DATABASE_URL' }
const now = new Date('2026-11-20T09:30:00Z')
const notMigrated = `SELECT 'not migrated' AS "problem", t.id::text AS "key"
FROM "User" AS t
WHERE t.n IS NULL -- all of them`

suite('the verify query of a plan, in a real database', function () {
  this.timeout(60_000)
  let database: TestDatabase
  setup(async () => {
    database = await createTestDatabase()
    await database.run('CREATE TABLE "User" (id int, n text); INSERT INTO "User" VALUES (1, \'a\')')
  })
  teardown(() => database.drop())

  const ask = (query = notMigrated, url = database.url) =>
    readVerification(environment, url, query, { now: () => now, certificateFolder: '/' })

  test('is complete when it returns no row', async () =>
    assert.deepEqual(await ask(), { kind: 'complete', readAt: now }))

  test('is incomplete when it returns one, which is told', async () => {
    await database.run('INSERT INTO "User" VALUES (17, NULL)')
    assert.deepEqual(await ask(), {
      kind: 'incomplete',
      readAt: now,
      rows: 1,
      first: ['not migrated', '17'],
    })
  })

  test('fetches no more rows than are needed to say no', async () => {
    await database.run('INSERT INTO "User" SELECT g, NULL FROM generate_series(1, 500) AS g')
    const answer = await ask()
    assert.equal(answer.kind === 'incomplete' ? answer.rows : undefined, mostRows)
  })

  test('looks where Prisma looks: in the schema of the URL', async () => {
    await database.run(
      'CREATE SCHEMA "Shop 1"; CREATE TABLE "Shop 1"."User" (id int, n text); INSERT INTO "Shop 1"."User" VALUES (2, NULL)',
    )
    const answer = await ask(notMigrated, `${database.url}?schema=Shop%201`)
    assert.deepEqual(answer.kind === 'incomplete' ? answer.first : undefined, ['not migrated', '2'])
  })

  test('is not known when it fails, and then never complete', async () => {
    assert.equal((await ask('SELECT nothing FROM nowhere')).kind, 'unknown')
    assert.equal((await ask(notMigrated, 'postgresql://127.0.0.1:1/none')).kind, 'unknown')
  })

  test('is not known when it takes longer than it may', async () => {
    const answer = await readVerification(environment, database.url, 'SELECT pg_sleep(5)', {
      now: () => now,
      certificateFolder: '/',
      timeouts: { ...usualTimeouts, statementTimeoutMs: 50 },
    })
    assert.equal(answer.kind, 'unknown')
  })

  test('cannot write, whatever stands in it', async () => {
    await database.run(
      'CREATE FUNCTION clear() RETURNS int LANGUAGE sql AS \'DELETE FROM "User" RETURNING id\'',
    )
    assert.equal((await ask('SELECT clear()')).kind, 'unknown')
    const client = await database.connect()
    assert.equal((await client.query('SELECT FROM "User"')).rowCount, 1)
  })
})
