import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'fk-locks-referenced-table'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);`

suite(rule, () => {
  test('says that the other table is in use', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("u" INTEGER); ALTER TABLE "N" ADD CONSTRAINT "f" FOREIGN KEY ("u") REFERENCES "User" ("id");',
      }),
      [
        'The table "N" is new, but its foreign key "f" also locks "User", which is in use. Takes SHARE ROW EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile writes to it wait, reads go on. Set a short lock_timeout before it, and try again when it strikes.',
      ],
    ))

  test('within CREATE TABLE', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("u" INTEGER REFERENCES "User" ("id"));',
      }),
      [
        'The table "N" is new, but its foreign key also locks "User", which is in use. Takes SHARE ROW EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile writes to it wait, reads go on. Set a short lock_timeout before it, and try again when it strikes.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'CREATE TABLE "N" ("u" INTEGER); ALTER TABLE "N" ADD CONSTRAINT "f" FOREIGN KEY ("u") REFERENCES "User" ("id");',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"f"', 'information', [], { table: 'public.N', constraint: 'f' }],
    )
  })

  test('not to a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "A" ("id" INTEGER PRIMARY KEY); CREATE TABLE "N" ("a" INTEGER REFERENCES "A" ("id"));',
      }),
      [],
    ))

  test('not to itself', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "up" INTEGER REFERENCES "A" ("id"));',
      }),
      [],
    ))

  test('not of a table in use, which another rule tells', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id");',
      }),
      [],
    ))
})
