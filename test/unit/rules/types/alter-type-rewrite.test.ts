import assert from 'node:assert/strict'
import { findingsIn, findingsOf, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'alter-type-rewrite'
const database =
  'CREATE TABLE "T" ("id" INTEGER PRIMARY KEY, "n" NUMERIC(8,2), "s" VARCHAR(10), "at" TIMESTAMP);'
const change = (column: string, type: string) =>
  `ALTER TABLE "T" ALTER COLUMN "${column}" TYPE ${type};`

suite(rule, () => {
  test('says from what to what, who waits for the rewrite, and how to do without it', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: change('n', 'NUMERIC(10,3)') }), [
      'Changes "n" of "T" from numeric(8,2) to numeric(10,3), which PostgreSQL cannot do in place. Takes ACCESS EXCLUSIVE on "T" while it rewrites the table and its indexes: every query on it waits until it is done. Add a column of the new type, keep both in step with a trigger, copy in batches, and swap them.',
    ]))

  test('the trace decides, not the list of types', () => {
    const sql = change('s', 'VARCHAR(20)')
    assert.deepEqual(rulesFor({ database, sql }), [])
    assert.deepEqual(rulesFor({ database, sql, measured: { 0: { rewrites: ['public.T'] } } }), [
      rule,
    ])
    assert.deepEqual(
      rulesFor({ database, sql: change('n', 'NUMERIC(10,3)'), measured: { 0: { rewrites: [] } } }),
      [],
    )
  })

  test('not measured: by the types, and said so', () => {
    const unmeasured = (sql: string) =>
      findingsIn({ database, sql, measured: { 0: undefined } }).map(({ message }) => message)
    assert.deepEqual(unmeasured(change('s', 'TEXT')), [])
    assert.match(unmeasured(change('n', 'TEXT'))[0] ?? '', /\(derived, not measured\)/)
  })

  test('of two changes in one statement only the one that rewrites', () => {
    const [finding, ...others] = findingsIn({
      database,
      sql: 'ALTER TABLE "T" ALTER COLUMN "s" TYPE TEXT, ALTER COLUMN "n" TYPE NUMERIC(10,3);',
    })
    assert.deepEqual([finding?.object.column, others], ['n', []])
  })

  test('a column that the replay does not know has no old type', () => {
    const [message] = messagesOf(rule, {
      sql: change('n', 'NUMERIC(10,3)'),
      measured: { 0: undefined },
    })
    assert.match(message ?? '', /^Changes "n" of "T" to numeric\(10,3\), which/)
  })

  test('between time zones without a rewrite it is information: other sessions do rewrite', () => {
    const sql = change('at', 'TIMESTAMPTZ')
    const [finding, ...others] = findingsOf(rule, { database, sql })
    assert.deepEqual(others, [])
    assert.equal(finding?.severity, 'information')
    assert.equal(
      finding.message,
      'Changes "at" of "T" from timestamp without time zone to timestamp with time zone, which takes no rewrite only because the rehearsal runs in UTC. Where the role or the database that deploys has another TimeZone, PostgreSQL rewrites "T" under ACCESS EXCLUSIVE and takes the old values for times of that zone. Put SET timezone TO \'UTC\' before it.',
    )
  })

  test('between time zones it is nothing once the script sets UTC', () => {
    const sql = change('at', 'TIMESTAMPTZ')
    assert.deepEqual(findingsOf(rule, { database, sql: `SET TIME ZONE 'UTC'; ${sql}` }), [])
    assert.equal(
      findingsOf(rule, { database, sql: `SET timezone = 'Asia/Tokyo'; ${sql}` }).length,
      1,
    )
  })

  test('not on a new table, nor when PostgreSQL refuses the statement', () => {
    assert.deepEqual(
      rulesFor({ sql: `CREATE TABLE "T" ("n" INT); ${change('n', 'NUMERIC(10,3)')}` }),
      [],
    )
    const failure = { sqlState: '42804', message: 'cannot be cast automatically' }
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: change('s', 'INTEGER'),
        measured: { 0: { kind: 'failed', failure } },
      }),
      [],
    )
  })
})
