import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'validate-in-same-transaction'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);`

suite(rule, () => {
  test('a CHECK: says which lock is kept meanwhile', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0) NOT VALID; ALTER TABLE "User" VALIDATE CONSTRAINT "c";',
      }),
      [
        'Validates "c" of "User" in one transaction with the statement that added it, so that NOT VALID gains nothing. Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Prisma up to 7.3 sends the file as one transaction. Put VALIDATE CONSTRAINT in a migration of its own.',
      ],
    ))

  test('a foreign key', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") NOT VALID; ALTER TABLE "Post" VALIDATE CONSTRAINT "f";',
      }),
      [
        'Validates "f" of "Post" in one transaction with the statement that added it, so that NOT VALID gains nothing. Takes SHARE ROW EXCLUSIVE on "Post" and "User" while it reads the whole of "Post": writes to them wait until it is done, reads go on. Prisma up to 7.3 sends the file as one transaction. Put VALIDATE CONSTRAINT in a migration of its own.',
      ],
    ))

  test('between BEGIN and COMMIT', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'BEGIN; ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0) NOT VALID; ALTER TABLE "User" VALIDATE CONSTRAINT "c"; COMMIT;',
        execution: 'split',
      }),
      [
        'Validates "c" of "User" in one transaction with the statement that added it, so that NOT VALID gains nothing. Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. A BEGIN of the file has opened the transaction. Put VALIDATE CONSTRAINT in a migration of its own.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0) NOT VALID; ALTER TABLE "User" VALIDATE CONSTRAINT "c";',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"c"', 'warning', ['readers', 'writers'], { table: 'public.User', constraint: 'c' }],
    )
  })

  test('not where each statement commits by itself', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0) NOT VALID; ALTER TABLE "User" VALIDATE CONSTRAINT "c";',
        execution: 'split',
      }),
      [],
    ))

  test('not for a constraint of an earlier file', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'ALTER TABLE "User" VALIDATE CONSTRAINT "c";' }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("a" INTEGER, "b" INTEGER); ALTER TABLE "N" ADD CONSTRAINT "c" CHECK ("a" > 0) NOT VALID; ALTER TABLE "N" VALIDATE CONSTRAINT "c";',
      }),
      [],
    ))
})
