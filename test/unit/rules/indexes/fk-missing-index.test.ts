import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'fk-missing-index'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);`

suite(rule, () => {
  test('says which DELETE reads the whole table', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") NOT VALID;',
      }),
      [
        'No index of "Post" begins with "authorId": each DELETE from "User", and each change of its key, reads the whole of "Post" to look for rows that refer to it. Add @@index([authorId]), unless rows of "User" are never deleted.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") NOT VALID;',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"f"', 'information', ['writers'], { table: 'public.Post', constraint: 'f' }],
    )
  })

  test('not where an index begins with the columns', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id");',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);
  CREATE INDEX "i" ON "Post" ("authorId", "id");`,
      }),
      [],
    ))

  test('not for a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("u" INTEGER REFERENCES "User" ("id"));',
      }),
      [],
    ))

  test('not for a table that is not known', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Unknown" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id");',
      }),
      [],
    ))
})
