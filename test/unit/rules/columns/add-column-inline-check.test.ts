import assert from 'node:assert/strict'
import { blamed, findingsIn, findingsOf, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'add-column-inline-check'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY)'
const sql = 'ALTER TABLE "User" ADD COLUMN "age" INT CHECK ("age" > 0);'

suite(rule, () => {
  test('says what is checked, who waits, and how to check without the lock', () =>
    assert.deepEqual(messagesOf(rule, { database, sql }), [
      'Adds "age" of "User" with CHECK ("age" > 0), which is checked on every row that is there. Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Add the column without the CHECK, the CHECK after it with NOT VALID, and validate it in a migration of its own.',
    ]))

  test('blames the column, as a warning', () => {
    const [finding] = findingsIn({ database, sql })
    assert.ok(finding)
    assert.deepEqual([finding.severity, blamed({ sql }, finding)], ['warning', '"age"'])
  })

  test('says so when the default does not pass it', () => {
    const failure = { sqlState: '23514', message: 'check constraint "c" is violated by some row' }
    const [finding] = findingsOf(rule, {
      database,
      sql: 'ALTER TABLE "User" ADD COLUMN "age" INT DEFAULT -1 CHECK ("age" > 0);',
      measured: { 0: { kind: 'failed', failure } },
    })
    assert.equal(finding?.severity, 'error')
    assert.match(
      finding.message,
      /PostgreSQL refuses it as it stands: check constraint "c" is violated/,
    )
  })

  test('a rewrite, or a required column without a value, is the greater trouble', () => {
    const with_ = (column: string) => `ALTER TABLE "User" ADD COLUMN ${column} CHECK ("n" > 0);`
    assert.deepEqual(rulesFor({ database, sql: with_('"n" SERIAL') }), [
      'add-column-serial-identity',
    ])
    assert.deepEqual(rulesFor({ database, sql: with_('"n" INT NOT NULL') }), [
      'add-required-column-no-default',
    ])
  })

  test('not without a scan, nor on a new table', () => {
    assert.deepEqual(findingsOf(rule, { database, sql, measured: { 0: { scans: [] } } }), [])
    assert.deepEqual(rulesFor({ sql: `CREATE TABLE "User" ("id" INT); ${sql}` }), [])
  })
})
