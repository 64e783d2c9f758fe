import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'data-and-ddl-mixed'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says what a failure leaves, and why', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "m" INTEGER; UPDATE "User" SET "m" = 1 WHERE "id" = 7;',
        execution: 'split',
      }),
      [
        'Updates rows of "User" in a file that also changes the schema: a failure here leaves what stands before it applied, and the migration marked as failed. Prisma 7.4 and later commit each statement by itself. Put the rows into a migration of their own, or BEGIN and COMMIT around both.',
      ],
    ))

  test('blames the statement that changes rows', () => {
    const script = {
      database,
      sql: 'ALTER TABLE "User" ADD COLUMN "m" INTEGER; UPDATE "User" SET "m" = 1 WHERE "id" = 7;',
      execution: 'split',
    } as const
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"User"', { table: 'public.User' }, ['new-code']],
    )
  })

  test('not in one transaction', () => {
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "m" INTEGER; UPDATE "User" SET "m" = 1 WHERE "id" = 7;',
      }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'BEGIN; ALTER TABLE "User" ADD COLUMN "m" INTEGER; UPDATE "User" SET "m" = 1 WHERE "id" = 7; COMMIT;',
        execution: 'split',
      }),
      [],
    )
  })

  test('not for rows alone, nor for seeds', () => {
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'UPDATE "User" SET "n" = 1 WHERE "id" = 7;',
        execution: 'split',
      }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "m" INTEGER; INSERT INTO "User" ("id") VALUES (1);',
        execution: 'split',
      }),
      [],
    )
  })

  test('not where another rule says more of the same statement', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "m" INTEGER; UPDATE "User" SET "n" = 1;',
        execution: 'split',
      }),
      [],
    ))
})
