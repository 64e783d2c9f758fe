import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'rename-table'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);'

suite(rule, () => {
  test('says who breaks, and to rename the model only', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "User" RENAME TO "Person";' }),
      [
        'Renames the table "User" to "Person": from then on every query of running code that uses the old name fails. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Keep the table and rename only the model, with @@map("User"), or create a view under the old name in the same transaction.',
      ],
    ))

  test('a view that comes in a transaction of its own is too late', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" RENAME TO "Person"; CREATE VIEW "User" AS SELECT * FROM "Person";',
        execution: 'split',
      }),
      [
        'Renames the table "User" to "Person": from then on every query of running code that uses the old name fails. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Keep the table and rename only the model, with @@map("User"), or create a view under the old name in the same transaction.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { database, sql: 'ALTER TABLE "User" RENAME TO "Person";' }
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
        sql: 'ALTER TABLE "User" RENAME TO "Person"; CREATE VIEW "User" AS SELECT * FROM "Person";',
      }),
      [],
    ))

  test('not between BEGIN and COMMIT', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'BEGIN; ALTER TABLE "User" RENAME TO "Person"; CREATE VIEW "User" AS SELECT * FROM "Person"; COMMIT;',
        execution: 'split',
      }),
      [],
    ))

  test('not where another table takes over', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'ALTER TABLE "User" RENAME TO "User_old"; ALTER TABLE "Post" RENAME TO "User"; CREATE VIEW "Post" AS SELECT 1;',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);`,
      }),
      [],
    ))

  test('not a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("a" INTEGER, "b" INTEGER); ALTER TABLE "N" RENAME TO "M";',
      }),
      [],
    ))
})
