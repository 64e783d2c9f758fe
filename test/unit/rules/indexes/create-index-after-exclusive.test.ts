import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'create-index-after-exclusive'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);'

suite(rule, () => {
  test('says that reads wait too, and to build it later', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "age" INTEGER; CREATE INDEX "User_age_idx" ON "User" ("age");',
      }),
      [
        'Builds the index "User_age_idx" on "User" in one transaction with an earlier statement that took ACCESS EXCLUSIVE on it: no query on the table, reads included, gets through until the index is built. Prisma up to 7.3 sends the file as one transaction. Create it with CREATE INDEX CONCURRENTLY, alone in a migration that follows.',
      ],
    ))

  test('after a lock that only its kind tells', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "age" INTEGER; CREATE UNIQUE INDEX ON "User" ("age");',
        measured: { 0: undefined },
      }),
      [
        'Builds the unique index on "User" in one transaction with an earlier statement that took ACCESS EXCLUSIVE on it: no query on the table, reads included, gets through until the index is built. Prisma up to 7.3 sends the file as one transaction. Create it with CREATE UNIQUE INDEX CONCURRENTLY, alone in a migration that follows.',
      ],
    ))

  test('between BEGIN and COMMIT, also where Prisma sends statement by statement', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'BEGIN; ALTER TABLE "User" ADD COLUMN "age" INTEGER; CREATE INDEX ON "User" ("age"); COMMIT;',
        execution: 'split',
      }),
      [
        'Builds the index on "User" in one transaction with an earlier statement that took ACCESS EXCLUSIVE on it: no query on the table, reads included, gets through until the index is built. A BEGIN of the file has opened the transaction. Create it with CREATE INDEX CONCURRENTLY, alone in a migration that follows.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "User" ADD COLUMN "age" INTEGER; CREATE INDEX "User_age_idx" ON "User" ("age");',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      [
        '"User_age_idx"',
        'error',
        ['readers', 'writers'],
        { table: 'public.User', index: 'User_age_idx' },
      ],
    )
  })

  test('not where each statement commits by itself', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "age" INTEGER; CREATE INDEX ON "User" ("age");',
        execution: 'split',
      }),
      [],
    ))

  test('not behind a COMMIT', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "age" INTEGER; COMMIT; CREATE INDEX ON "User" ("age");',
      }),
      [],
    ))

  test('not after an ALTER TABLE of another table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'ALTER TABLE "Post" ADD COLUMN "age" INTEGER; CREATE INDEX ON "User" ("email");',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);`,
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("a" INTEGER, "b" INTEGER); ALTER TABLE "N" ADD COLUMN "c" INTEGER; CREATE INDEX ON "N" ("c");',
      }),
      [],
    ))
})
