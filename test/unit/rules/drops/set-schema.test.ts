import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'set-schema'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);'

suite(rule, () => {
  test('says who breaks, and to leave a view', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'ALTER TABLE "User" SET SCHEMA "auth";' }), [
      'Moves the table "User" to the schema "auth": from then on every query of running code that looks for it in its old schema fails. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Create a view under the old name in the same transaction, and drop it when no running code needs it any more.',
    ]))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { database, sql: 'ALTER TABLE "User" SET SCHEMA "auth";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"User"', 'error', ['old-code'], { table: 'public.User' }],
    )
  })

  test('not where a view gets the old name in the same transaction', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" SET SCHEMA "auth"; CREATE VIEW "User" AS SELECT * FROM "auth"."User";',
      }),
      [],
    ))

  test('not a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("a" INTEGER, "b" INTEGER); ALTER TABLE "N" SET SCHEMA "auth";',
      }),
      [],
    ))
})
