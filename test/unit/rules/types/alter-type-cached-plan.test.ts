import assert from 'node:assert/strict'
import { blamed, findingsOf } from '../../../support/rules.js'

const rule = 'alter-type-cached-plan'
const database = 'CREATE TABLE "T" ("id" INTEGER PRIMARY KEY, "s" VARCHAR(9), "n" INTEGER)'
const change = (column: string, type: string) =>
  `ALTER TABLE "T" ALTER COLUMN "${column}" TYPE ${type};`

suite(rule, () => {
  test('tells who fails once, and what to restart', () => {
    const script = { database, sql: change('s', 'TEXT') }
    const [finding, ...others] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [finding.severity, blamed(script, finding), others],
      ['information', '"s"', []],
    )
    assert.equal(
      finding.message,
      'Changes "s" of "T" from character varying(9) to text. Connections that stay open through the deployment and have prepared a query over the column fail once with "cached plan must not change result type" (0A000). Let the pool open new connections after it, or restart the application then.',
    )
  })

  test('not beside a finding that weighs more', () =>
    assert.deepEqual(findingsOf(rule, { database, sql: change('n', 'BIGINT') }), []))

  test('not where the type stays, on a new table, or when PostgreSQL refuses', () => {
    assert.deepEqual(findingsOf(rule, { database, sql: change('s', 'VARCHAR(9)') }), [])
    const sql = change('s', 'TEXT')
    assert.deepEqual(findingsOf(rule, { sql: `CREATE TABLE "T" ("s" VARCHAR(9)); ${sql}` }), [])
    const failure = { sqlState: '42703', message: 'column "s" does not exist' }
    const measured = { 0: { kind: 'failed', failure } } as const
    assert.deepEqual(findingsOf(rule, { database, sql, measured }), [])
  })
})
