import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'sequence-not-reset'
const database = 'CREATE TABLE "User" ("id" SERIAL PRIMARY KEY, "name" TEXT);'

suite(rule, () => {
  test('says what fails later, and the statement that is missing', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: `INSERT INTO "User" ("id", "name") VALUES (1, 'a');` }),
      [
        `Gives "id" of "User" values of its own, and leaves the sequence where it is: a later insert may get a number that is taken and fails (23505). Add SELECT setval(pg_get_serial_sequence('"User"', 'id'), max("id")) FROM "User" behind it.`,
      ],
    ))

  test('blames the table', () => {
    const script = { database, sql: `INSERT INTO "User" VALUES (1, 'a');` }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"User"', { table: 'public.User', column: 'id' }, ['new-code']],
    )
  })

  test('not when the sequence gives the number', () => {
    for (const sql of [
      `INSERT INTO "User" ("name") VALUES ('a');`,
      `INSERT INTO "User" ("id", "name") VALUES (DEFAULT, 'a');`,
      `INSERT INTO "User" ("id", "name") VALUES (nextval('"User_id_seq"'), 'a');`,
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not when the script moves it afterwards', () => {
    for (const sql of [
      `INSERT INTO "User" ("id") VALUES (1); SELECT setval('"User_id_seq"', 1);`,
      'INSERT INTO "User" ("id") VALUES (1); ALTER SEQUENCE "User_id_seq" RESTART WITH 2;',
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not for a column without a sequence', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'INSERT INTO "User" ("id") VALUES (1);',
        database: 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);',
      }),
      [],
    ))

  test('also for numbers that come from another table, and for one row of several', () => {
    const sqls = [
      'INSERT INTO "User" ("id") SELECT "old" FROM "Old";',
      'INSERT INTO "User" ("id") VALUES (DEFAULT), (7);',
    ]
    for (const sql of sqls) assert.equal(findingsOf(rule, { database, sql }).length, 1, sql)
  })
})
