import assert from 'node:assert/strict'
import { findingsOf } from '../../../support/rules.js'

const rule = 'analyze-after-backfill'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says until when plans are old', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'UPDATE "User" SET "n" = 0 WHERE "n" IS NULL;',
        execution: 'split',
      }).map(({ message }) => message),
      [
        'Changes many rows of "User", and nothing analyses it afterwards: until autovacuum does, queries are planned by old statistics. Add ANALYZE "User" behind it.',
      ],
    ))

  test('of an index on an expression', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE INDEX "User_lower" ON "User" (lower("name"));',
      }).map(({ message }) => message),
      [
        'Builds an index on an expression of "User", and nothing analyses it afterwards: until autovacuum does, queries are planned by old statistics. Add ANALYZE "User" behind it.',
      ],
    ))

  test('not when ANALYZE follows', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'UPDATE "User" SET "n" = 0 WHERE "n" IS NULL; ANALYZE "User";',
      }),
      [],
    ))

  test('not for single rows, plain indexes or new tables', () => {
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'UPDATE "User" SET "n" = 0 WHERE "id" = 1;' }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'CREATE INDEX "User_n" ON "User" ("n");' }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'UPDATE "User" SET "n" = 0;', newTables: ['public.User'] }),
      [],
    )
  })
})
