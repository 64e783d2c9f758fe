import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'nullable-fk'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);`

suite(rule, () => {
  test('says what such a row belongs to, once it is turned on', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id");',
      }).map(({ message }) => message),
      [
        'The column "authorId" of "Post" refers to "User" and may hold NULL: such a row belongs to nothing, and the foreign key does not mind. Make the relation required if every row has to belong to one.',
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

  test('not where the column is required', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id");',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER NOT NULL);`,
      }),
      [],
    ))
})
