import assert from 'node:assert/strict'
import { blamed, findingsIn, findingsOf, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'add-column-json'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY)'
const add = (column: string) => `ALTER TABLE "User" ADD COLUMN ${column};`

suite(rule, () => {
  test('says which queries fail, and what to use instead', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: add('"data" JSON') }), [
      'Adds "data" of "User" as json, which PostgreSQL cannot compare: a query with DISTINCT, UNION or GROUP BY over whole rows of the table fails (42883) from then on. Make it jsonb, which is Json without @db.Json in the schema.',
    ]))

  test('blames the column; a list of json is no better', () => {
    const script = { database, sql: add('"data" JSON[]') }
    const [finding] = findingsIn(script)
    assert.ok(finding)
    assert.deepEqual([finding.rule, blamed(script, finding)], [rule, '"data"'])
  })

  test('a column that becomes json, too', () =>
    assert.match(
      findingsOf(rule, {
        database: 'CREATE TABLE "User" ("data" JSONB)',
        sql: 'ALTER TABLE "User" ALTER COLUMN "data" TYPE JSON;',
      })[0]?.message ?? '',
      /^Keeps "data" of "User" as json, which PostgreSQL cannot compare: /,
    ))

  test('not for jsonb, nor on a new table, where no query runs yet', () => {
    assert.deepEqual(rulesFor({ database, sql: add('"data" JSONB') }), [])
    assert.deepEqual(rulesFor({ sql: 'CREATE TABLE "T" ("data" JSON);' }), [])
    assert.deepEqual(
      rulesFor({ sql: 'CREATE TABLE "T" ("id" INT); ALTER TABLE "T" ADD COLUMN "data" JSON;' }),
      [],
    )
  })

  test('not when PostgreSQL refuses the statement', () => {
    const failure = { sqlState: '42701', message: 'column "data" already exists' }
    const measured = { 0: { kind: 'failed', failure } } as const
    assert.deepEqual(findingsOf(rule, { database, sql: add('"data" JSON'), measured }), [])
  })
})
