import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'drop-index-blocking'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE INDEX "by_email" ON "User" ("email");`

suite(rule, () => {
  test('says who waits, and to drop it concurrently', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'DROP INDEX "by_email";' }), [
      'Drops the index "by_email" of "User"; queries that relied on it get slow. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Use DROP INDEX CONCURRENTLY, alone in a migration of its own, or set a short lock_timeout before it.',
    ]))

  test('of a table that is not known here', () =>
    assert.deepEqual(
      messagesOf(rule, {
        sql: 'DROP INDEX "somewhere";',
        measured: { 0: undefined },
        database: '',
      }),
      [
        'Drops the index "somewhere" of a table that is not known here, under ACCESS EXCLUSIVE on it (derived, not measured). Use DROP INDEX CONCURRENTLY, alone in a migration of its own, or set a short lock_timeout before it.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { database, sql: 'DROP INDEX "by_email";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"by_email"', 'warning', [], { table: 'public.User', index: 'by_email' }],
    )
  })

  test('not with CONCURRENTLY', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'DROP INDEX CONCURRENTLY "by_email";' }),
      [],
    ))

  test('not where IF EXISTS finds none', () =>
    assert.deepEqual(findingsOf(rule, { database, sql: 'DROP INDEX IF EXISTS "never";' }), []))

  test('not for an index of a table that the script drops', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'DROP INDEX "by_email"; DROP TABLE "User";' }),
      [],
    ))

  test('not for an index that the script has made', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'CREATE INDEX "i" ON "User" ("nick"); DROP INDEX "i";',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);`,
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'DROP INDEX "by_email";', newTables: ['public.User'] }),
      [],
    ))
})
