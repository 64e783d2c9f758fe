import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'unbatched-backfill'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says what stays locked, and that the number is not known', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'UPDATE "User" SET "n" = 0 WHERE "n" IS NULL;' }),
      [
        'Updates rows of "User" in one statement of the migration: every row that its condition finds stays locked until the transaction ends, so that writes to it wait, and the deployment takes as long as it does. How many rows that are is not known here; where they are many, change them in batches outside the migration.',
      ],
    ))

  test('of every row, where it fills what the script has added', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "m" INTEGER; UPDATE "User" SET "m" = "n";',
        execution: 'split',
      }),
      [
        'Updates rows of "User" in one statement of the migration: every row stays locked until the transaction ends, so that writes to it wait, and the deployment takes as long as it does. How many rows that are is not known here; where they are many, change them in batches outside the migration.',
      ],
    ))

  test('blames the table', () => {
    const script = { database, sql: 'DELETE FROM "User" WHERE "n" = 3;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"User"', { table: 'public.User' }, ['writers']],
    )
  })

  test('not for rows that are named by their key', () => {
    for (const sql of [
      'UPDATE "User" SET "n" = 0 WHERE "id" = 7;',
      'UPDATE "User" SET "n" = 0 WHERE "id" IN (7, 8) AND "n" IS NULL;',
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not when every row is overwritten: that is told as such', () =>
    assert.deepEqual(findingsOf(rule, { database, sql: 'UPDATE "User" SET "n" = 0;' }), []))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'UPDATE "User" SET "n" = 0 WHERE "n" IS NULL;',
        newTables: ['public.User'],
      }),
      [],
    ))

  test('a key that is compared with other rows names none', () => {
    const conditions = [
      '"id" IN (SELECT 1)',
      '"id" = "n"',
      '"id" > 7',
      '"n" = 7',
      'NOT "id" = 7',
      '"id" = 7 OR "n" = 1',
    ]
    for (const condition of conditions) {
      const sql = `UPDATE "User" SET "n" = 0 WHERE ${condition};`
      assert.equal(findingsOf(rule, { database, sql }).length, 1, condition)
    }
  })
})
