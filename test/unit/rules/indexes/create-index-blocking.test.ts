import assert from 'node:assert/strict'
import { findingsIn, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'create-index-blocking'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT);
  CREATE INDEX "there" ON "User" ("email");
  CREATE MATERIALIZED VIEW "Emails" AS SELECT "email" FROM "User";`

suite(rule, () => {
  test('says that writes wait and reads go on, and to build it concurrently', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'CREATE INDEX "i" ON "User" ("email");' }), [
      'Builds the index "i" on "User". Takes SHARE on "User" while it reads the whole table: writes to it wait until it is done, reads go on. Create it with CREATE INDEX CONCURRENTLY, under the same name, alone in a migration of its own.',
    ]))

  test('a unique index, and one without a name', () => {
    const [message] = messagesOf(rule, {
      database,
      sql: 'CREATE UNIQUE INDEX ON "User" ("email");',
    })
    assert.match(
      message ?? '',
      /^Builds the unique index on "User"\. .* CREATE UNIQUE INDEX CONCURRENTLY, alone in/,
    )
  })

  test('is a warning, and hurts writers only', () => {
    const [finding] = findingsIn({ database, sql: 'CREATE INDEX "i" ON "User" ("email");' })
    assert.deepEqual(
      [finding?.severity, finding?.hurts, finding?.object, finding?.facts?.['work']],
      ['warning', ['writers'], { table: 'public.User', index: 'i' }, 'index build'],
    )
  })

  test('not with CONCURRENTLY, which nobody waits for', () =>
    assert.deepEqual(
      rulesFor({
        database,
        sql: 'CREATE INDEX CONCURRENTLY "i" ON "User" ("email");',
        measured: { 0: { kind: 'unobserved', durationMs: 1, change: { tables: [], dropped: [] } } },
      }),
      [],
    ))

  test('not where IF NOT EXISTS finds it, but where it does not', () => {
    assert.deepEqual(
      rulesFor({ database, sql: 'CREATE INDEX IF NOT EXISTS "there" ON "User" ("email");' }),
      [],
    )
    assert.deepEqual(
      rulesFor({ database, sql: 'CREATE INDEX IF NOT EXISTS "other" ON "User" ("email");' }),
      [rule],
    )
  })

  test('not on a new table, in either way of executing the file', () => {
    const sql = 'CREATE TABLE "N" ("a" INT); CREATE INDEX ON "N" ("a");'
    assert.deepEqual(rulesFor({ sql, execution: 'batch' }), [])
    assert.deepEqual(rulesFor({ sql, execution: 'split' }), [])
  })

  test('not on a table that an earlier file of the same deploy has created', () => {
    const sql = 'CREATE INDEX ON "User" ("email");'
    assert.deepEqual(rulesFor({ database, sql, newTables: ['public.User'] }), [])
  })

  test('not on a materialized view, to which nobody writes, of the same script or there before', () => {
    assert.deepEqual(rulesFor({ database, sql: 'CREATE INDEX ON "Emails" ("email");' }), [])
    const made =
      'CREATE MATERIALIZED VIEW "M" AS SELECT 1 AS "n"; CREATE UNIQUE INDEX ON "M" ("n");'
    assert.deepEqual(
      rulesFor({ database, sql: made, measured: { 1: { scans: ['public.M'] } } }),
      [],
    )
  })

  test('not on the parent of partitions, which another rule tells', () => {
    const partitioned = `CREATE TABLE "P" ("id" INT) PARTITION BY RANGE ("id");
      CREATE TABLE "P1" PARTITION OF "P" FOR VALUES FROM (1) TO (2);`
    const found = (sql: string, scans: readonly string[]) =>
      rulesFor({ database: partitioned, sql, measured: { 0: { scans } } })
    assert.deepEqual(found('CREATE INDEX ON "P" ("id");', ['public.P1']), [
      'partitioned-index-fanout',
    ])
    assert.deepEqual(found('CREATE INDEX ON ONLY "P" ("id");', []), [])
    assert.deepEqual(found('CREATE INDEX ON "P1" ("id");', ['public.P1']), [rule])
  })

  test('a table that the replay does not know is judged by the statement’s kind', () =>
    assert.deepEqual(
      rulesFor({ sql: 'CREATE INDEX ON "Unknown" ("a");', measured: { 0: undefined } }),
      [rule],
    ))
})
