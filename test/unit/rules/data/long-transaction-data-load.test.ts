import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'long-transaction-data-load'
const database =
  'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT); CREATE TABLE "Copy" ("id" INTEGER, "n" INTEGER);'

suite(rule, () => {
  test('says what is read, and what is missed', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'INSERT INTO "Copy" SELECT "id", "n" FROM "User";' }),
      [
        'Copies rows of "User" into "Copy" in one transaction: the deployment takes as long, VACUUM keeps old rows of the whole database meanwhile, and rows that running code writes to "User" afterwards are not copied. Where the rows are many, copy them in batches outside the migration.',
      ],
    ))

  test('blames the table that is filled', () => {
    const script = { database, sql: 'INSERT INTO "Copy" SELECT "id", "n" FROM "User";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"Copy"', { table: 'public.Copy' }, []],
    )
  })

  test('not for values, nor for what reads no table with rows', () => {
    assert.deepEqual(findingsOf(rule, { database, sql: 'INSERT INTO "Copy" VALUES (1, 2);' }), [])
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'INSERT INTO "Copy" SELECT "id", "n" FROM "User";',
        newTables: ['public.User'],
      }),
      [],
    )
    assert.deepEqual(findingsOf(rule, { database, sql: 'INSERT INTO "Copy" SELECT 1, 2;' }), [])
  })

  test('not for a temporary table, nor where ctas-untyped says it', () => {
    for (const sql of [
      'CREATE TEMP TABLE "Scratch" AS SELECT * FROM "User";',
      'CREATE TABLE "Other" AS SELECT * FROM "User";',
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not where it makes others wait: that is told as such', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "m" INTEGER; INSERT INTO "Copy" SELECT "id", "n" FROM "User";',
      }),
      [],
    ))
})
