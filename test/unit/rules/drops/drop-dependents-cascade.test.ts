import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'drop-dependents-cascade'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);
  ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id");
  CREATE TYPE "Role" AS ENUM ('A');
  CREATE TABLE "Member" ("id" INTEGER PRIMARY KEY, "role" "Role");`

suite(rule, () => {
  test('a table: names what goes with it', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'DROP TABLE "User" CASCADE;' }).map(
        ({ message }) => message,
      ),
      [
        'Drops, besides the table "User", also the foreign key "f" of "Post", because of CASCADE. Leave CASCADE out and drop by name, in earlier statements, what really has to go.',
      ],
    ))

  test('a type, with the columns that have it', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'DROP TYPE "Role" CASCADE;' }).map(
        ({ message }) => message,
      ),
      [
        'Drops, besides the type "Role", also the column "role" of "Member", because of CASCADE. Leave CASCADE out and drop by name, in earlier statements, what really has to go.',
      ],
    ))

  test('a column that a foreign key refers to', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'ALTER TABLE "User" DROP COLUMN "id" CASCADE;' }).map(
        ({ message }) => message,
      ),
      [
        'Drops, besides the column "id" of "User", also the foreign key "f" of "Post", because of CASCADE. Leave CASCADE out and drop by name, in earlier statements, what really has to go.',
      ],
    ))

  test('a primary key that a foreign key refers to', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" DROP CONSTRAINT "User_primaryKey" CASCADE;',
      }).map(({ message }) => message),
      [
        'Drops, besides the constraint "User_primaryKey" of "User", also the foreign key "f" of "Post", because of CASCADE. Leave CASCADE out and drop by name, in earlier statements, what really has to go.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { database, sql: 'DROP TABLE "User" CASCADE;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"User"', 'error', ['data', 'old-code'], { table: 'public.User' }],
    )
  })

  test('not where nothing depends on it', () =>
    assert.deepEqual(findingsOf(rule, { database, sql: 'DROP TABLE "Post" CASCADE;' }), []))

  test('not where what depends on it is dropped as well', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'DROP TABLE "User" CASCADE; DROP TABLE "Post";' }),
      [],
    ))

  test('not without CASCADE', () =>
    assert.deepEqual(findingsOf(rule, { database, sql: 'DROP TABLE "User";' }), []))

  test('not when PostgreSQL refuses it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'DROP TABLE "User" CASCADE;',
        measured: {
          0: { kind: 'failed', failure: { sqlState: '42501', message: 'must be owner' } },
        },
      }),
      [],
    ))
})
