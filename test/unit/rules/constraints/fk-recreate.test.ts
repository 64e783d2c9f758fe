import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'fk-recreate'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);
  ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE SET NULL;`

suite(rule, () => {
  test('in one transaction: the lock of the drop is kept during the check', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "f"; ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE;',
      }).map(({ message }) => message),
      [
        'Drops the foreign key "f" from "Post" to "User" and adds it again, looking up every row. Takes ACCESS EXCLUSIVE on "Post" and "User" while it reads the whole of "Post": every query on them waits until it is done. Add the new key with NOT VALID under another name, validate it in the next migration, and then drop the old one and rename the new.',
      ],
    ))

  test('where each statement commits by itself: nothing checks in between', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "f"; ALTER TABLE "Post" ADD CONSTRAINT "g" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE SET NULL;',
        execution: 'split',
      }).map(({ message }) => message),
      [
        'Drops the foreign key "g" from "Post" to "User" and adds it again, looking up every row. Takes SHARE ROW EXCLUSIVE on "Post" and "User" while it reads the whole of "Post": writes to them wait until it is done, reads go on. Between the two statements, which commit one by one, nothing stops a row that refers to nothing. Add the new key with NOT VALID under another name, validate it in the next migration, and then drop the old one and rename the new.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "Post" DROP CONSTRAINT "f"; ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE;',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"f"', 'warning', ['readers', 'writers'], { table: 'public.Post', constraint: 'f' }],
    )
  })

  test('not with NOT VALID', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "f"; ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE SET NULL NOT VALID;',
      }),
      [],
    ))

  test('not where a key is only added', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "g" FOREIGN KEY ("authorId") REFERENCES "User" ("id");',
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "f"; ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id");',
        newTables: ['public.Post'],
      }),
      [],
    ))
})
