import assert from 'node:assert/strict'
import { findingsOf } from '../../../support/rules.js'

const rule = 'not-null-not-valid-available'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT)'
const found = (check: string, postgresVersion = 18) =>
  findingsOf(rule, {
    database,
    sql: `ALTER TABLE "User" ADD CONSTRAINT "k" CHECK (${check}) NOT VALID;`,
    postgresVersion,
  })

suite(rule, () => {
  test('tells the shorter way', () =>
    assert.deepEqual(
      found('"email" IS NOT NULL').map(({ severity, message }) => [severity, message]),
      [
        [
          'information',
          'PostgreSQL 18 needs no CHECK to make "email" of "User" required: ADD CONSTRAINT … NOT NULL "email" NOT VALID binds new rows as soon, and VALIDATE CONSTRAINT in a migration of its own completes it, without SET NOT NULL and without a CHECK to drop.',
        ],
      ],
    ))

  test('not before PostgreSQL 18, nor for a CHECK that says more or less', () => {
    assert.deepEqual(found('"email" IS NOT NULL', 17), [])
    assert.deepEqual(found('"email" IS NOT NULL AND "id" > 0'), [])
    assert.deepEqual(found('"email" IS NULL'), [])
  })

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'CREATE TABLE "T" ("a" INT); ALTER TABLE "T" ADD CONSTRAINT "k" CHECK ("a" IS NOT NULL) NOT VALID;',
        postgresVersion: 18,
      }),
      [],
    ))
})
