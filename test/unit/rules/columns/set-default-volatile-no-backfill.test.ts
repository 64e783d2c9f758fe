import assert from 'node:assert/strict'
import { findingsOf } from '../../../support/rules.js'

const rule = 'set-default-volatile-no-backfill'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "token" UUID, "no" UUID NOT NULL)'
const set = (column: string, value: string) =>
  `ALTER TABLE "User" ALTER COLUMN "${column}" SET DEFAULT ${value};`

suite(rule, () => {
  test('tells that old rows get nothing, in place of change-default', () => {
    const script = { database, sql: set('token', 'gen_random_uuid()') }
    const found = findingsOf(rule, script)
    assert.deepEqual(
      found.map(({ severity, message }) => [severity, message]),
      [
        [
          'information',
          'Only rows that are inserted into "User" later get gen_random_uuid() in "token"; those that are there keep what they hold, NULL for example. Where every row shall have a value, fill "token" of "User" in batches.',
        ],
      ],
    )
    assert.deepEqual(findingsOf('change-default', script), [])
  })

  test('not for a constant, nor where no row can hold NULL', () => {
    assert.deepEqual(findingsOf(rule, { database, sql: set('token', "'a'") }), [])
    assert.deepEqual(findingsOf(rule, { database, sql: set('no', 'gen_random_uuid()') }), [])
  })

  test('not when the script fills the old rows', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `${set('token', 'gen_random_uuid()')} UPDATE "User" SET "token" = gen_random_uuid() WHERE "token" IS NULL;`,
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: `CREATE TABLE "User" ("token" UUID); ${set('token', 'gen_random_uuid()')}`,
      }),
      [],
    ))
})
