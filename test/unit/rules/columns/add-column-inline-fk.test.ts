import assert from 'node:assert/strict'
import { findingsOf, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'add-column-inline-fk'
const database =
  'CREATE TABLE "Team" ("id" INTEGER PRIMARY KEY); CREATE TABLE "User" ("id" INTEGER PRIMARY KEY)'
const add = (rest: string) =>
  `ALTER TABLE "User" ADD COLUMN "teamId" INT ${rest} REFERENCES "Team" ("id");`

suite(rule, () => {
  test('says what is looked up, who waits on which table, and how to do it in steps', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: add('DEFAULT 1') }), [
      'Adds "teamId" of "User" with a default and a foreign key to "Team", and looks up the default for every row. Takes ACCESS EXCLUSIVE on "User" and SHARE ROW EXCLUSIVE on "Team" while it reads the whole of "User": every query on "User" waits until it is done, and so do writes to "Team". Add the column alone, the foreign key after it with NOT VALID, and validate it in a migration of its own.',
    ]))

  test('not without a default: all rows hold NULL, and nothing is looked up', () =>
    assert.deepEqual(rulesFor({ database, sql: add('') }), []))

  test('says so when the default is nowhere in the other table', () => {
    const failure = { sqlState: '23503', message: 'insert or update on table "User" violates it' }
    const measured = { 0: { kind: 'failed', failure } } as const
    const [finding] = findingsOf(rule, { database, sql: add('DEFAULT 1'), measured })
    assert.match(finding?.message ?? '', /PostgreSQL refuses it as it stands: insert or update/)
  })

  test('not without a scan, nor on a new table', () => {
    const sql = add('DEFAULT 1')
    assert.deepEqual(findingsOf(rule, { database, sql, measured: { 0: { scans: [] } } }), [])
    assert.deepEqual(
      rulesFor({
        database: 'CREATE TABLE "Team" ("id" INTEGER PRIMARY KEY)',
        sql: `CREATE TABLE "User" ("id" INT); ${sql}`,
      }),
      [],
    )
  })
})
