import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'dml-without-where'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('of an UPDATE: says what is lost and who waits', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: `UPDATE "User" SET "n" = 1, "name" = 'a';` }),
      [
        'Overwrites "n" and "name" in every row of "User": the old values are lost, and every row stays locked until the transaction ends, so that writes to it wait. Add a WHERE that leaves out the rows that are right already; if none is, change them in batches outside the migration.',
      ],
    ))

  test('of a DELETE', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'DELETE FROM "User";' }), [
      'Deletes every row of "User": they are lost, and every row stays locked until the transaction ends, so that writes to it wait. Add a WHERE that names the rows that may go; if all may, delete them in batches outside the migration.',
    ]))

  test('blames the table', () => {
    const script = { database, sql: 'DELETE FROM "User" WHERE true;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"User"', { table: 'public.User' }, ['data', 'writers']],
    )
  })

  test('not with a condition', () => {
    for (const sql of [
      'DELETE FROM "User" WHERE "n" > 3;',
      'UPDATE "User" SET "n" = 1 WHERE "n" IS NULL;',
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not when PostgreSQL refuses it, for then no row changes', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'UPDATE "User" SET "x" = 1;',
        measured: {
          0: {
            kind: 'failed',
            failure: { sqlState: '42703', message: 'column "x" does not exist' },
          },
        },
      }),
      [],
    ))

  test('not when it only fills what the script has added', () => {
    for (const sql of [
      'ALTER TABLE "User" ADD COLUMN "m" INTEGER; UPDATE "User" SET "m" = "n";',
      'DO $$ BEGIN ALTER TABLE "User" ADD COLUMN "m" INTEGER; UPDATE "User" SET "m" = "n"; END $$;',
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not on a new table', () => {
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'DELETE FROM "User";', newTables: ['public.User'] }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "Copy" ("n" INTEGER); INSERT INTO "Copy" VALUES (1); DELETE FROM "Other";',
        newTables: ['public.Other'],
      }),
      [],
    )
  })

  test('a condition that is always true is none', () => {
    for (const condition of ['true', '1 = 1', "'a' = 'a'", '"n" > 3 OR true']) {
      const sql = `DELETE FROM "User" WHERE ${condition};`
      assert.equal(findingsOf(rule, { database, sql }).length, 1, condition)
    }
  })

  test('inside a DO block and a WITH clause too', () => {
    const sqls = [
      'DO $$ BEGIN UPDATE "User" SET "n" = 1; END $$;',
      'WITH gone AS (DELETE FROM "User" RETURNING *) SELECT 1;',
    ]
    for (const sql of sqls) assert.equal(findingsOf(rule, { database, sql }).length, 1, sql)
  })

  test('a column that the script adds does not excuse another', () =>
    assert.equal(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "m" INTEGER; UPDATE "User" SET "m" = 1, "n" = 2;',
        execution: 'split',
      }).length,
      1,
    ))
})
