import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'deferrable-hint'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "postId" INTEGER);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);
  ALTER TABLE "User" ADD CONSTRAINT "u" FOREIGN KEY ("postId") REFERENCES "Post" ("id");`

suite(rule, () => {
  test('says that no order of inserts works, once it is turned on', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id");',
      }).map(({ message }) => message),
      [
        'The table "Post" refers to "User", which refers back, and none of the foreign keys is DEFERRABLE: no order of inserts gives each row the other. Make one of the columns optional, or one of the keys DEFERRABLE INITIALLY DEFERRED.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id");',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"f"', 'hint', [], { table: 'public.Post', constraint: 'f' }],
    )
  })

  test('not without a circle', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id");',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);`,
      }),
      [],
    ))

  test('not a table that refers to itself', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "Post" ("id");',
      }),
      [],
    ))
})
