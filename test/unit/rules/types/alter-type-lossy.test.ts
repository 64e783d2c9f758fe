import assert from 'node:assert/strict'
import { blamed, findingsOf } from '../../../support/rules.js'

const rule = 'alter-type-lossy'
const database =
  'CREATE TABLE "T" ("id" INTEGER PRIMARY KEY, "price" NUMERIC(10,3), "any" NUMERIC, "s" TEXT)'
const change = (column: string, type: string) =>
  `ALTER TABLE "T" ALTER COLUMN "${column}" TYPE ${type};`
const messages = (sql: string) => findingsOf(rule, { database, sql }).map(({ message }) => message)
const rest =
  'Copy the values into a new column of the new type, and keep the old one until they have been compared.'

suite(rule, () => {
  test('says what becomes of the values, and how to keep the old ones', () =>
    assert.deepEqual(messages(change('price', 'NUMERIC(10,2)')), [
      `Changes "price" of "T" from numeric(10,3) to numeric(10,2), which changes values without an error and for good: more than 2 digits behind the decimal point are rounded. ${rest}`,
    ]))

  test('and which values fail besides', () =>
    assert.deepEqual(messages(change('any', 'NUMERIC(10,2)')), [
      `Changes "any" of "T" from numeric to numeric(10,2), which changes values without an error and for good: more than 2 digits behind the decimal point are rounded. It fails if a value has more than 8 digits before the decimal point. ${rest}`,
    ]))

  test('an explicit cast cuts in place of failing', () =>
    assert.match(
      messages(change('s', 'VARCHAR(5) USING "s"::varchar(5)'))[0] ?? '',
      /what is longer than 5 characters is cut off without an error/,
    ))

  test('blames the column, as an error that hurts the data', () => {
    const script = { database, sql: change('price', 'INTEGER') }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [finding.severity, finding.hurts, blamed(script, finding)],
      ['error', ['data'], '"price"'],
    )
  })

  test('not where every value survives, nor on a new table, nor when PostgreSQL refuses', () => {
    assert.deepEqual(messages(change('price', 'NUMERIC(12,3)')), [])
    const sql = change('price', 'INTEGER')
    assert.deepEqual(findingsOf(rule, { sql: `CREATE TABLE "T" ("price" NUMERIC); ${sql}` }), [])
    const failure = { sqlState: '0A000', message: 'used by a view' }
    const measured = { 0: { kind: 'failed', failure } } as const
    assert.deepEqual(findingsOf(rule, { database, sql, measured }), [])
  })
})
