import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'backfill-under-exclusive-lock'
const database =
  'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT); CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "n" INTEGER);'

suite(rule, () => {
  test('says which table everybody waits for, until when, and why', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "m" INTEGER; UPDATE "User" SET "m" = "n";',
      }),
      [
        'Updates rows of "User" while the transaction holds ACCESS EXCLUSIVE on "User", which an earlier statement took: every query on it waits until the rows are written and the transaction ends. Prisma up to 7.3 sends the file as one transaction. Change the rows in a migration of their own, or in batches outside of it.',
      ],
    ))

  test('also when the rows are those of another table', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "m" INTEGER; UPDATE "Post" SET "n" = 0 WHERE "n" IS NULL;',
      }),
      [
        'Updates rows of "Post" while the transaction holds ACCESS EXCLUSIVE on "User", which an earlier statement took: every query on it waits until the rows are written and the transaction ends. Prisma up to 7.3 sends the file as one transaction. Change the rows in a migration of their own, or in batches outside of it.',
      ],
    ))

  test('inside a DO block, however statements are sent', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'DO $$ BEGIN ALTER TABLE "User" ADD COLUMN "m" INTEGER; UPDATE "User" SET "m" = "n"; END $$;',
        execution: 'split',
      }),
      [
        'Updates rows of "User" while the transaction holds ACCESS EXCLUSIVE on "User", which an earlier command of the block took: every query on it waits until the rows are written and the transaction ends. A DO block is one transaction. Change the rows in a migration of their own, or in batches outside of it.',
      ],
    ))

  test('blames the statement that changes the rows', () => {
    const script = {
      database,
      sql: 'ALTER TABLE "User" ADD COLUMN "m" INTEGER; UPDATE "Post" SET "n" = 0 WHERE "n" IS NULL;',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"Post"', { table: 'public.Post' }, ['readers', 'writers']],
    )
  })

  test('not where each statement is committed, nor behind a COMMIT', () => {
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "m" INTEGER; UPDATE "User" SET "m" = "n";',
        execution: 'split',
      }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "m" INTEGER; COMMIT; UPDATE "User" SET "m" = "n";',
      }),
      [],
    )
  })

  test('not when the rows come first, or single ones are named', () => {
    for (const sql of [
      'DO $$ BEGIN UPDATE "User" SET "n" = 0 WHERE "n" IS NULL; ALTER TABLE "User" ADD COLUMN "m" INTEGER; END $$;',
      'UPDATE "User" SET "n" = 0 WHERE "n" IS NULL; ALTER TABLE "User" ADD COLUMN "m" INTEGER;',
      'ALTER TABLE "User" ADD COLUMN "m" INTEGER; UPDATE "User" SET "m" = 1 WHERE "id" = 7;',
      'ALTER TABLE "User" ADD COLUMN "m" INTEGER; INSERT INTO "User" ("id") VALUES (1);',
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not when the altered table is new', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "Tag" ("id" INTEGER); ALTER TABLE "Tag" ADD COLUMN "m" INTEGER; UPDATE "User" SET "n" = 0 WHERE "n" IS NULL;',
      }),
      [],
    ))

  test('told once for the same locks, and again when there are more', () => {
    const found = findingsOf(rule, {
      database,
      sql: `ALTER TABLE "User" ADD COLUMN "m" INTEGER;
          UPDATE "User" SET "m" = "n";
          UPDATE "User" SET "n" = 0 WHERE "n" IS NULL;
          ALTER TABLE "Post" ADD COLUMN "m" INTEGER;
          UPDATE "Post" SET "m" = "n";`,
    })
    assert.deepEqual(
      found.map(({ statement }) => statement),
      [1, 4],
    )
  })

  test('a BEGIN makes one transaction of statements that are sent one by one', () =>
    assert.equal(
      findingsOf(rule, {
        database,
        sql: 'BEGIN; ALTER TABLE "User" ADD COLUMN "m" INTEGER; UPDATE "User" SET "m" = "n"; COMMIT;',
        execution: 'split',
      }).length,
      1,
    ))
})
