import assert from 'node:assert/strict'
import { blamed, findingsIn, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'set-not-null-existing-nulls'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT)'
const required = 'ALTER TABLE "User" ALTER COLUMN "email" SET NOT NULL;'
const meetsNull = {
  kind: 'failed',
  failure: { sqlState: '23502', message: 'column "email" of relation "User" contains null values' },
} as const

suite(rule, () => {
  test('rows that the migrations write hold NULL: says so', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: required, measured: { 0: meetsNull } }), [
      'Makes "email" of "User" required, although the migrations themselves have written rows that hold NULL there: it fails (23502) wherever they have run. Fill the old rows in batches first, and require the column in a later migration.',
    ]))

  test('a column that the same script adds and never fills: fails on any row', () => {
    const sql =
      'ALTER TABLE "User" ADD COLUMN "name" TEXT; ALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL;'
    assert.deepEqual(messagesOf(rule, { database, sql }), [
      'Makes "name" of "User" required, which the same script adds and never fills: it fails (23502) as soon as "User" has a row. Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Fill the old rows in batches first, and require the column in a later migration.',
    ])
    const [finding] = findingsIn({ database, sql })
    assert.ok(finding)
    assert.deepEqual([finding.severity, blamed({ sql }, finding)], ['error', '"name"'])
  })

  test('a default that is set later fills nothing', () =>
    assert.deepEqual(
      rulesFor({
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "name" TEXT; ALTER TABLE "User" ALTER COLUMN "name" SET DEFAULT \'x\', ALTER COLUMN "name" SET NOT NULL;',
      }),
      [rule],
    ))

  test('only the column that PostgreSQL names', () => {
    const sql =
      'ALTER TABLE "User" ALTER COLUMN "id" SET NOT NULL, ALTER COLUMN "email" SET NOT NULL;'
    const [finding, ...others] = findingsIn({ database, sql, measured: { 0: meetsNull } })
    assert.deepEqual([finding?.object.column, others], ['email', []])
  })

  test('not when the script may have filled the column between the two', () => {
    for (const filling of [
      'UPDATE "User" SET "name" = \'\';',
      'DO $$ BEGIN UPDATE "User" SET "name" = \'\'; END $$;',
      'SELECT fill_names();',
    ]) {
      const sql = `ALTER TABLE "User" ADD COLUMN "name" TEXT; ${filling} ALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL;`
      assert.deepEqual(
        rulesFor({ database, sql }).filter((id) => id === rule),
        [],
        filling,
      )
    }
  })

  test('not when the column came with a default', () =>
    assert.deepEqual(
      rulesFor({
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "name" TEXT DEFAULT \'\'; ALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL;',
      }),
      ['set-not-null-scan'],
    ))

  test('whether rows of an environment hold NULL is not known here', () =>
    assert.deepEqual(rulesFor({ database, sql: required }), ['set-not-null-scan']))

  test('not on a new table', () =>
    assert.deepEqual(
      rulesFor({
        sql: 'CREATE TABLE "T" ("id" INT); ALTER TABLE "T" ADD COLUMN "a" INT; ALTER TABLE "T" ALTER COLUMN "a" SET NOT NULL;',
      }),
      [],
    ))
})
