import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'fk-cascade-introduced'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);
  ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE SET NULL;`

suite(rule, () => {
  test('a deletion that spreads', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "f"; ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE CASCADE;',
      }).map(({ message }) => message),
      [
        'The foreign key "f" of "Post" changes from ON DELETE SET NULL to CASCADE: deleting a row of "User" now also deletes the rows of "Post" that refer to it. Write onDelete into the relation as it was, unless that is the aim.',
      ],
    ))

  test('a deletion that fails from now on', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "f"; ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE RESTRICT;',
      }).map(({ message }) => message),
      [
        'The foreign key "f" of "Post" changes from ON DELETE SET NULL to RESTRICT: running code that deletes a row of "User" now fails while "Post" refers to it. Write onDelete into the relation, or release code that deletes the rows in order first.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "Post" DROP CONSTRAINT "f"; ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE CASCADE;',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"f"', 'warning', ['data'], { table: 'public.Post', constraint: 'f' }],
    )
  })

  test('not where the action stays', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "f"; ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE;',
      }),
      [],
    ))

  test('not for a new key', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "g" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE CASCADE;',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);`,
      }),
      [],
    ))

  test('not where the old action is not known', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "X" DROP CONSTRAINT "X_fkey"; ALTER TABLE "X" ADD CONSTRAINT "X_fkey" FOREIGN KEY ("a") REFERENCES "User" ("id") ON DELETE CASCADE;',
      }),
      [],
    ))
})
