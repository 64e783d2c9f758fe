import assert from 'node:assert/strict'
import { findingsIn, findingsOf, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'drop-column'
const database = `CREATE TABLE "Team" ("id" INTEGER PRIMARY KEY);
  CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "nick" TEXT, "teamId" INTEGER REFERENCES "Team" ("id"));`
const drop = (column: string) => `ALTER TABLE "User" DROP COLUMN ${column};`

suite(rule, () => {
  test('says what is lost, who breaks, and to ignore the field first', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: drop('"nick"') }), [
      'Drops "nick" of "User": its values are lost, and every query of running code that names it fails. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Mark the field with @ignore and deploy that first, then drop the column in a later release.',
    ]))

  test('names the other table of a foreign key', () => {
    const [message] = messagesOf(rule, { database, sql: drop('"teamId"') })
    assert.match(message ?? '', /Takes ACCESS EXCLUSIVE on "Team" and "User"/)
  })

  test('names who is hurt and the recipe', () => {
    const [finding] = findingsIn({ database, sql: drop('"nick"') })
    assert.deepEqual(
      [finding?.severity, finding?.hurts, finding?.recipe],
      ['error', ['data', 'old-code'], 'drop-column'],
    )
  })

  test('when the script has copied the values, only the code breaks', () => {
    const [finding] = findingsOf(rule, {
      database,
      sql: `UPDATE "User" SET "teamId" = "nick"::int; ${drop('"nick"')}`,
    })
    assert.match(finding?.message ?? '', /: the script has copied its values, but every query/)
    assert.deepEqual(finding?.hurts, ['old-code'])
  })

  test('an UPDATE that only asks for the column has not copied it', () => {
    const [finding] = findingsOf(rule, {
      database,
      sql: `UPDATE "User" SET "teamId" = 1 WHERE "nick" IS NULL; ${drop('"nick"')}`,
    })
    assert.match(finding?.message ?? '', /its values are lost/)
  })

  test('a DO block that names table and column may have copied the values', () => {
    const [finding] = findingsOf(rule, {
      database,
      sql: `DO $$ BEGIN UPDATE "User" SET x = "nick"; END $$; ${drop('"nick"')}`,
    })
    assert.match(finding?.message ?? '', /the script has copied its values/)
  })

  test('with IF EXISTS, nothing where the column is not there; without, it is taken to be', () => {
    assert.deepEqual(rulesFor({ database, sql: drop('IF EXISTS "never"') }), [])
    assert.deepEqual(rulesFor({ database, sql: drop('"unknown"') }), [rule])
    assert.deepEqual(rulesFor({ sql: drop('"unknown"') }), [rule])
    assert.deepEqual(rulesFor({ sql: drop('IF EXISTS "never"') }), [])
  })

  test('not on a new table', () =>
    assert.deepEqual(rulesFor({ sql: `CREATE TABLE "User" ("nick" TEXT); ${drop('"nick"')}` }), []))

  test('is told by another rule where PostgreSQL refuses it for what depends on it', () => {
    const failure = { sqlState: '2BP01', message: 'view v depends on column nick' }
    const refused = {
      database,
      sql: drop('"nick"'),
      measured: { 0: { kind: 'failed', failure } },
    } as const
    assert.deepEqual(rulesFor(refused), ['drop-blocked-by-dependent'])
  })

  test('says so when PostgreSQL refuses it for another reason', () => {
    const failure = { sqlState: '42501', message: 'must be owner of table User' }
    const [message] = messagesOf(rule, {
      database,
      sql: drop('"nick"'),
      measured: { 0: { kind: 'failed', failure } },
    })
    assert.match(message ?? '', /PostgreSQL refuses it as it stands: must be owner of table User\./)
  })
})
