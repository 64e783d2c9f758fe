import assert from 'node:assert/strict'
import { blamed, findingsIn, findingsOf, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'alter-type-recheck'
const database = `CREATE TABLE "T" ("id" INTEGER PRIMARY KEY, "a" VARCHAR(9), "b" VARCHAR(9),
  CONSTRAINT "T_a_check" CHECK ("a" <> ''))`
const change = (column: string, type: string) =>
  `ALTER TABLE "T" ALTER COLUMN "${column}" TYPE ${type};`

suite(rule, () => {
  test('says which CHECK, who waits, and how to check without the lock', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: change('a', 'TEXT') }), [
      'Changes "a" of "T" from character varying(9) to text, which leaves the rows alone but checks "T_a_check" on all of them again. Takes ACCESS EXCLUSIVE on "T" while it reads the whole table: every query on it waits until it is done. Drop the CHECK before, change the type, add the CHECK again with NOT VALID, and validate it in a migration of its own.',
    ]))

  test('of two changes only the one with a CHECK', () => {
    const sql = 'ALTER TABLE "T" ALTER COLUMN "b" TYPE TEXT, ALTER COLUMN "a" TYPE TEXT;'
    const [finding, ...others] = findingsIn({ database, sql })
    assert.ok(finding)
    assert.deepEqual([finding.severity, blamed({ sql }, finding), others], ['warning', '"a"', []])
  })

  test('not without a CHECK or a scan, nor beside a rewrite', () => {
    assert.deepEqual(rulesFor({ database, sql: change('b', 'TEXT') }), [])
    const unread = { 0: { scans: [] } }
    assert.deepEqual(rulesFor({ database, sql: change('a', 'TEXT'), measured: unread }), [])
    assert.deepEqual(findingsOf(rule, { database, sql: change('a', 'VARCHAR(3)') }), [])
  })

  test('not for a CHECK that is not enforced, nor on a new table', () => {
    const loose = 'CREATE TABLE "T" ("a" VARCHAR(9), CHECK ("a" <> \'\') NOT ENFORCED)'
    assert.deepEqual(rulesFor({ database: loose, sql: change('a', 'TEXT') }), [])
    const sql = `CREATE TABLE "T" ("a" VARCHAR(9) CHECK ("a" <> '')); ${change('a', 'TEXT')}`
    assert.deepEqual(rulesFor({ sql }), [])
  })
})
