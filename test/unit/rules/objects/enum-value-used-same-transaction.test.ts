import assert from 'node:assert/strict'
import { blamed, findingsOf, rulesFor } from '../../../support/rules.js'

const rule = 'enum-value-used-same-transaction'
const database = `CREATE TYPE "Role" AS ENUM ('A', 'B');
  CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "role" "Role", "name" TEXT);`

suite(rule, () => {
  test('says what PostgreSQL refuses, why both are one transaction, and to part them', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TYPE "Role" ADD VALUE 'C'; UPDATE "User" SET "role" = 'C' WHERE "id" = 1;`,
        measured: {
          1: {
            kind: 'failed',
            failure: {
              sqlState: '55P04',
              message: 'unsafe use of new value "C" of enum type "Role"',
            },
          },
        },
      }).map(({ message }) => message),
      [
        `Uses 'C' of the enum "Role" in the transaction that adds it: PostgreSQL refuses a value that is not committed yet (55P04), so that the migration fails and nothing of it is applied. Prisma up to 7.3 sends the file as one transaction. Add the value in a migration of its own, and use it in the next one.`,
      ],
    ))

  test('blames the statement that uses it', () => {
    const script = {
      database,
      sql: `ALTER TYPE "Role" ADD VALUE 'C'; UPDATE "User" SET "role" = 'C' WHERE "id" = 1;`,
      measured: {
        1: {
          kind: 'failed',
          failure: {
            sqlState: '55P04',
            message: 'unsafe use of new value "C" of enum type "Role"',
          },
        },
      },
    } as const
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"User"', { type: 'public.Role', value: 'C' }, ['new-code']],
    )
  })

  test('not where each statement is committed by itself', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TYPE "Role" ADD VALUE 'C'; UPDATE "User" SET "role" = 'C' WHERE "id" = 1;`,
        execution: 'split',
        measured: {
          1: {
            kind: 'failed',
            failure: {
              sqlState: '55P04',
              message: 'unsafe use of new value "C" of enum type "Role"',
            },
          },
        },
      }),
      [],
    ))

  test('not when the value is there already', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TYPE "Role" ADD VALUE IF NOT EXISTS 'B'; UPDATE "User" SET "role" = 'B' WHERE "id" = 1;`,
        origin: 'migration',
      }),
      [],
    ))

  test('not when a COMMIT stands between', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TYPE "Role" ADD VALUE 'C'; COMMIT; UPDATE "User" SET "role" = 'C' WHERE "id" = 1;`,
        origin: 'migration',
      }),
      [],
    ))

  test('not when the text goes into a column of another type, or another value is used', () => {
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TYPE "Role" ADD VALUE 'C'; UPDATE "User" SET "name" = 'C' WHERE "id" = 1;`,
        origin: 'migration',
      }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TYPE "Role" ADD VALUE 'C'; UPDATE "User" SET "role" = 'A' WHERE "id" = 1;`,
        origin: 'migration',
      }),
      [],
    )
  })

  test('not when PostgreSQL accepted the pending script', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TYPE "Role" ADD VALUE 'C'; INSERT INTO "User" VALUES (1, NULL, 'C');`,
      }),
      [],
    ))

  test('a file is read, for there each statement was committed to be measured', () => {
    const sqls = [
      `ALTER TYPE "Role" ADD VALUE 'C'; ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'C';`,
      `ALTER TYPE "Role" ADD VALUE 'C'; SELECT 'C'::"Role";`,
      `ALTER TYPE "Role" ADD VALUE 'C'; CREATE INDEX "i" ON "User" ("id") WHERE "role" = 'C';`,
    ]
    for (const sql of sqls) {
      assert.equal(findingsOf(rule, { database, sql, origin: 'migration' }).length, 1, sql)
    }
  })

  test('a BEGIN makes one transaction of statements that are sent one by one', () => {
    const sql = `BEGIN; ALTER TYPE "Role" ADD VALUE 'C'; UPDATE "User" SET "role" = 'C'; COMMIT;`
    const script = { database, sql, origin: 'migration', execution: 'split' } as const
    assert.equal(findingsOf(rule, script).length, 1)
  })

  test('of a type of the same transaction only before PostgreSQL 17', () => {
    const sql = `CREATE TYPE "Rank" AS ENUM ('A'); ALTER TYPE "Rank" ADD VALUE 'B'; SELECT 'B'::"Rank";`
    const found = (postgresVersion: number) =>
      findingsOf(rule, { database, sql, origin: 'migration', postgresVersion }).length
    assert.deepEqual([found(16), found(17)], [1, 0])
  })

  test('the UPDATE that cannot run is not blamed for its rows as well', () =>
    assert.deepEqual(
      rulesFor({
        database,
        origin: 'migration',
        sql: `ALTER TYPE "Role" ADD VALUE 'C'; UPDATE "User" SET "role" = 'C';`,
      }),
      ['enum-add-old-reader', rule],
    ))
})
