import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'create-table-force'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);'

suite(rule, () => {
  test('says what is lost besides the rows', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'DROP TABLE IF EXISTS "User"; CREATE TABLE "User" ("id" INTEGER);',
      }),
      [
        'Drops the table "User" and creates it again: all its rows are lost, and so are the foreign keys, grants and triggers that the new one does not repeat. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Change the table with ALTER TABLE instead, or copy the rows to a new table and swap the two names.',
      ],
    ))

  test('with the same columns too', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'DROP TABLE "User"; CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);',
      }),
      [
        'Drops the table "User" and creates it again: all its rows are lost, and so are the foreign keys, grants and triggers that the new one does not repeat. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Change the table with ALTER TABLE instead, or copy the rows to a new table and swap the two names.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'DROP TABLE IF EXISTS "User"; CREATE TABLE "User" ("id" INTEGER);',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"User"', 'error', ['data', 'old-code'], { table: 'public.User' }],
    )
  })

  test('not where nothing was there', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'DROP TABLE IF EXISTS "Never"; CREATE TABLE "Never" ("id" INTEGER);',
      }),
      [],
    ))

  test('not where the rows are copied first', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "Kept" AS SELECT * FROM "User"; DROP TABLE "User"; CREATE TABLE "User" ("id" INTEGER);',
      }),
      [],
    ))

  test('not where it is only dropped', () =>
    assert.deepEqual(findingsOf(rule, { database, sql: 'DROP TABLE "User";' }), []))
})
