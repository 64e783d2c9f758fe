import assert from 'node:assert/strict'
import { blamed, findingsOf } from '../../../support/rules.js'

const rule = 'drop-not-null'
const database =
  'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT NOT NULL, "name" TEXT)'
const drop = (column: string) => `ALTER TABLE "User" ALTER COLUMN "${column}" DROP NOT NULL;`

suite(rule, () => {
  test('tells which clients fail, and the order of the releases', () => {
    const script = { database, sql: drop('email') }
    const [finding, ...others] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [finding.severity, blamed(script, finding), others],
      ['information', '"email"', []],
    )
    assert.equal(
      finding.message,
      'Lets "email" of "User" hold NULL. From the first one on, Prisma Client of the running version, which knows the field as required, fails to read that row (P2032). Release code that accepts NULL before any code writes one.',
    )
  })

  test('not where the column is optional already, nor on a new table', () => {
    assert.deepEqual(findingsOf(rule, { database, sql: drop('name') }), [])
    const sql = `CREATE TABLE "User" ("email" TEXT NOT NULL); ${drop('email')}`
    assert.deepEqual(findingsOf(rule, { sql }), [])
  })

  test('not when PostgreSQL refuses it', () => {
    const failure = { sqlState: '42P16', message: 'column "id" is in a primary key' }
    const measured = { 0: { kind: 'failed', failure } } as const
    assert.deepEqual(findingsOf(rule, { database, sql: drop('id'), measured }), [])
  })
})
