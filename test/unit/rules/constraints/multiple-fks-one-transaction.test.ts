import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'multiple-fks-one-transaction'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);
  CREATE TABLE "Tag" ("id" INTEGER PRIMARY KEY);`

suite(rule, () => {
  test('a warning where rows are read before the transaction ends', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("u" INTEGER REFERENCES "User" ("id")); CREATE TABLE "M" ("t" INTEGER REFERENCES "Tag" ("id")); CREATE INDEX "i" ON "Post" ("authorId");',
      }).map(({ message }) => message),
      [
        'This is where one transaction holds SHARE ROW EXCLUSIVE on "Tag" and "User", to which its foreign keys refer: writes to all of them wait until it ends, and a transaction of the application that writes them in another order can deadlock with it. Prisma up to 7.3 sends the file as one transaction. Put the foreign keys of each referenced table in a migration of their own.',
      ],
    ))

  test('information where the transaction is short: of a new table, where the second parent is locked', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("u" INTEGER, "t" INTEGER); ALTER TABLE "N" ADD CONSTRAINT "nu" FOREIGN KEY ("u") REFERENCES "User" ("id"); ALTER TABLE "N" ADD CONSTRAINT "nt" FOREIGN KEY ("t") REFERENCES "Tag" ("id");',
      }).map(({ message }) => message),
      [
        'This is where one transaction holds SHARE ROW EXCLUSIVE on "Tag" and "User", to which its foreign keys refer: writes to all of them wait until it ends, and a transaction of the application that writes them in another order can deadlock with it. Prisma up to 7.3 sends the file as one transaction. Put the foreign keys of each referenced table in a migration of their own.',
      ],
    ))

  test('within one CREATE TABLE', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("u" INTEGER REFERENCES "User" ("id"), "t" INTEGER REFERENCES "Tag" ("id"));',
        execution: 'split',
      }).map(({ message }) => message),
      [
        'This is where one transaction holds SHARE ROW EXCLUSIVE on "Tag" and "User", to which its foreign keys refer: writes to all of them wait until it ends, and a transaction of the application that writes them in another order can deadlock with it. Put the foreign keys of each referenced table in a migration of their own.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'CREATE TABLE "N" ("u" INTEGER REFERENCES "User" ("id")); CREATE TABLE "M" ("t" INTEGER REFERENCES "Tag" ("id")); CREATE INDEX "i" ON "Post" ("authorId");',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"M"', 'warning', ['writers'], { table: 'public.M' }],
    )
  })

  test('not where each statement commits by itself', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("u" INTEGER, "t" INTEGER); ALTER TABLE "N" ADD CONSTRAINT "nu" FOREIGN KEY ("u") REFERENCES "User" ("id"); ALTER TABLE "N" ADD CONSTRAINT "nt" FOREIGN KEY ("t") REFERENCES "Tag" ("id");',
        execution: 'split',
      }),
      [],
    ))

  test('not with one parent', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("u" INTEGER REFERENCES "User" ("id"), "v" INTEGER REFERENCES "User" ("id"));',
      }),
      [],
    ))

  test('not to new tables', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "A" ("id" INTEGER PRIMARY KEY); CREATE TABLE "B" ("id" INTEGER PRIMARY KEY); CREATE TABLE "N" ("a" INTEGER REFERENCES "A" ("id"), "b" INTEGER REFERENCES "B" ("id"));',
      }),
      [],
    ))
})
