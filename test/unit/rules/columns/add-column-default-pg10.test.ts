import assert from 'node:assert/strict'
import { findingsOf } from '../../../support/rules.js'
import { rules } from '../../../../server/src/rules/index.js'

const rule = 'add-column-default-pg10'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY)'
const found = (column: string, postgresVersion = 10) =>
  findingsOf(rule, { database, sql: `ALTER TABLE "User" ADD COLUMN ${column};`, postgresVersion })

suite(rule, () => {
  test('says that this version rewrites, who waits, and how to do without', () =>
    assert.deepEqual(
      found('"role" TEXT NOT NULL DEFAULT \'guest\'').map(({ message }) => message),
      [
        'Adds "role" of "User" with a default, for which PostgreSQL 10 writes every row of "User" anew under ACCESS EXCLUSIVE (derived, the rehearsal runs on a later version): every query on it waits until it is done. Add the column without the default, set the default for new rows after that, and fill the old rows in batches.',
      ],
    ))

  test('is off unless the project turns it on', () =>
    assert.equal(rules.find(({ id }) => id === rule)?.offByDefault, true))

  test('not from PostgreSQL 11 on, nor without a default', () => {
    assert.deepEqual(found('"role" TEXT DEFAULT \'guest\'', 11), [])
    assert.deepEqual(found('"role" TEXT'), [])
    assert.deepEqual(found('"role" TEXT DEFAULT NULL'), [])
  })

  test('a volatile default is told as such', () =>
    assert.deepEqual(found('"no" UUID DEFAULT gen_random_uuid()'), []))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'CREATE TABLE "T" ("id" INT); ALTER TABLE "T" ADD COLUMN "a" INT DEFAULT 1;',
        postgresVersion: 10,
      }),
      [],
    ))
})
