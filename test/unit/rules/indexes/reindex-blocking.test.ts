import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'reindex-blocking'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE INDEX "by_email" ON "User" ("email");`

suite(rule, () => {
  test('an index: says that most reads wait too', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'REINDEX INDEX "by_email";' }), [
      'Builds the index "by_email" of "User" anew: writes wait until it is done, and so do most reads, because planning them needs a lock on the index. Use REINDEX INDEX CONCURRENTLY, alone in a migration of its own.',
    ]))

  test('a table', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'REINDEX TABLE "User";' }), [
      'Builds all indexes of "User" anew: writes wait until it is done, and so do most reads, because planning them needs a lock on the index. Use REINDEX TABLE CONCURRENTLY, alone in a migration of its own.',
    ]))

  test('a schema', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'REINDEX SCHEMA "public";' }), [
      'Builds all indexes of the schema "public" anew: writes wait until it is done, and so do most reads, because planning them needs a lock on the index. Use REINDEX SCHEMA CONCURRENTLY, alone in a migration of its own.',
    ]))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { database, sql: 'REINDEX INDEX "by_email";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      [
        '"by_email"',
        'warning',
        ['readers', 'writers'],
        { table: 'public.User', index: 'by_email' },
      ],
    )
  })

  test('not with CONCURRENTLY', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'REINDEX INDEX CONCURRENTLY "by_email";' }),
      [],
    ))

  test('not of a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("a" INTEGER, "b" INTEGER); REINDEX TABLE "N";',
      }),
      [],
    ))
})
