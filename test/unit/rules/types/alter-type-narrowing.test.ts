import assert from 'node:assert/strict'
import { blamed, findingsOf, rulesFor } from '../../../support/rules.js'

const rule = 'alter-type-narrowing'
const database = 'CREATE TABLE "T" ("id" INTEGER PRIMARY KEY, "s" TEXT, "n" BIGINT)'
const change = (column: string, type: string) =>
  `ALTER TABLE "T" ALTER COLUMN "${column}" TYPE ${type};`
const messages = (script: Parameters<typeof findingsOf>[1]) =>
  findingsOf(rule, script).map(({ message }) => message)

suite(rule, () => {
  test('says which values fail, who writes them later, and how to close the door first', () =>
    assert.deepEqual(messages({ database, sql: change('s', 'VARCHAR(5)') }), [
      'Changes "s" of "T" from text to character varying(5), which fails if a value is longer than 5 characters, and so does running code that writes such a value afterwards. Count such values first and clean them up; hold new ones off with a CHECK that is NOT VALID and validated in a migration of its own, and change the type then.',
    ]))

  test('blames the column, as an error beside that of the rewrite', () => {
    const script = { database, sql: change('n', 'INTEGER') }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual([finding.severity, blamed(script, finding)], ['error', '"n"'])
    assert.deepEqual(rulesFor(script), ['alter-type-rewrite', rule, 'alter-type-client-reads'])
  })

  test('a value of the migrations themselves has shown it', () => {
    const failure = { sqlState: '22003', message: 'integer out of range' }
    const measured = { 0: { kind: 'failed', failure } } as const
    const [message] = messages({ database, sql: change('n', 'INTEGER'), measured })
    assert.match(
      message ?? '',
      / The migrations themselves write one: integer out of range\. Count/,
    )
  })

  test('left to alter-type-lossy where values change too, and to alter-type-uncastable', () => {
    assert.deepEqual(
      rulesFor({ database: 'CREATE TABLE "T" ("s" JSON)', sql: change('s', 'JSONB') }),
      ['alter-type-rewrite', 'alter-type-lossy'],
    )
    const unmeasured = { database, sql: change('s', 'INTEGER'), measured: { 0: undefined } }
    assert.deepEqual(findingsOf(rule, unmeasured), [])
  })

  test('not for a type that holds every value, of an unknown column, or on a new table', () => {
    assert.deepEqual(findingsOf(rule, { database, sql: change('n', 'NUMERIC') }), [])
    assert.deepEqual(findingsOf(rule, { sql: change('n', 'INTEGER') }), [])
    assert.deepEqual(
      findingsOf(rule, { sql: `CREATE TABLE "T" ("n" BIGINT); ${change('n', 'INTEGER')}` }),
      [],
    )
  })

  test('not when PostgreSQL refuses it for another reason', () => {
    const failure = { sqlState: '0A000', message: 'used by a view' }
    const measured = { 0: { kind: 'failed', failure } } as const
    assert.deepEqual(messages({ database, sql: change('n', 'INTEGER'), measured }), [])
  })
})
