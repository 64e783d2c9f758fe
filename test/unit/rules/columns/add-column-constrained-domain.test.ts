import assert from 'node:assert/strict'
import { findingsIn, findingsOf, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'add-column-constrained-domain'
const database =
  'CREATE TYPE "Role" AS ENUM (\'a\'); CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "age" INTEGER)'
const rewritten = { 0: { rewrites: ['public.User'] } }
const add = (column: string) => `ALTER TABLE "User" ADD COLUMN ${column};`

suite(rule, () => {
  test('says why the table is written anew, who waits, and what to write in place of the domain', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: add('"n" positive'), measured: rewritten }),
      [
        'Adds "n" of "User" of the domain positive, whose constraints PostgreSQL checks by writing every row anew. Takes ACCESS EXCLUSIVE on "User" while it rewrites the table and its indexes: every query on it waits until it is done. Add the column with the type behind the domain, and put its rule on the table as a CHECK that is NOT VALID and validated in a migration of its own.',
      ],
    ))

  test('with a constant default too', () =>
    assert.deepEqual(
      rulesFor({ database, sql: add('"n" positive DEFAULT 1'), measured: rewritten }),
      [rule],
    ))

  test('a domain without constraints rewrites nothing', () =>
    assert.deepEqual(findingsIn({ database, sql: add('"n" positive'), measured: { 0: {} } }), []))

  test('a volatile default is the reason where there is one', () =>
    assert.deepEqual(
      rulesFor({ database, sql: add('"n" positive DEFAULT random()'), measured: rewritten }),
      ['add-column-volatile-default'],
    ))

  test('the rewrite of a command beside it is not the domain’s', () => {
    const sql = 'ALTER TABLE "User" ADD COLUMN "n" positive, ADD COLUMN "m" SERIAL;'
    assert.deepEqual(rulesFor({ database, sql, measured: rewritten }), [
      'add-column-serial-identity',
    ])
  })

  test('enums and built-in types are no domains', () => {
    for (const type of ['"Role"', 'INT', 'JSONB']) {
      const sql = add(`"n" ${type}`)
      assert.deepEqual(findingsOf(rule, { database, sql, measured: rewritten }), [], type)
    }
  })

  test('not on a new table', () =>
    assert.deepEqual(
      rulesFor({ sql: `CREATE TABLE "User" ("id" INT); ${add('"n" positive')}` }),
      [],
    ))
})
