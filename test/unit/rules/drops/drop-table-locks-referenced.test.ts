import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'drop-table-locks-referenced'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);`

suite(rule, () => {
  test('of a table that takes over another name', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'CREATE TABLE "Log" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER); DROP TABLE "Entry";',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Entry" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER REFERENCES "User" ("id"));`,
      }).map(({ message }) => message),
      [
        'Dropping the table "Entry" takes its foreign keys along, and so ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query there waits. Drop each foreign key in a migration of its own first, behind a short lock_timeout.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      sql: 'CREATE TABLE "Log" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER); DROP TABLE "Entry";',
      database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Entry" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER REFERENCES "User" ("id"));`,
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"Entry"', 'warning', ['readers', 'writers'], { table: 'public.Entry' }],
    )
  })

  test('not where drop-table names the locks', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'DROP TABLE "Post";',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);
  ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE SET NULL;`,
      }),
      [],
    ))

  test('not without foreign keys', () =>
    assert.deepEqual(findingsOf(rule, { database, sql: 'DROP TABLE "Post";' }), []))
})
