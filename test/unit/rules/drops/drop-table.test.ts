import assert from 'node:assert/strict'
import { blamed, findingsIn, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'drop-table'
const database = `CREATE TABLE "Team" ("id" INTEGER PRIMARY KEY);
  CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "teamId" INTEGER REFERENCES "Team" ("id"));`

suite(rule, () => {
  test('says what is lost, who breaks, which other tables are locked, and what to do first', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'DROP TABLE "User";' }), [
      'Drops the table "User": its rows are lost, and every query of running code that uses it fails. Takes ACCESS EXCLUSIVE on "Team" and "User" for a moment, but only after every transaction that is open there; meanwhile every query on them waits. Deploy code that does not use it first, keep the model with @@ignore, and drop the table in a later release.',
    ]))

  test('the table between two models has no model to keep, but the fields of the relation', () => {
    const [message] = messagesOf(rule, {
      database: 'CREATE TABLE "_AToB" ("A" INTEGER, "B" INTEGER);',
      sql: 'DROP TABLE "_AToB";',
    })
    assert.match(message ?? '', /use the relation first, keep its fields in the schema until then/)
  })

  test('each table of a list is one finding on its own name', () => {
    const script = { database, sql: 'DROP TABLE "User", "Team";' }
    assert.deepEqual(
      findingsIn(script).map((finding) => blamed(script, finding)),
      ['"User"', '"Team"'],
    )
  })

  test('when the script has copied the rows, only the code breaks', () => {
    const [finding] = findingsIn({
      database,
      sql: 'CREATE TABLE "Kept" AS SELECT * FROM "User"; DROP TABLE "User";',
    })
    assert.match(finding?.message ?? '', /: the script has copied its rows, but every query/)
    assert.deepEqual(finding?.hurts, ['old-code'])
  })

  test('not a table that the script has created, nor one that is not there', () => {
    assert.deepEqual(rulesFor({ sql: 'CREATE TABLE "N" ("a" INT); DROP TABLE "N";' }), [])
    assert.deepEqual(rulesFor({ database, sql: 'DROP TABLE IF EXISTS "Never";' }), [])
  })

  test('a table that the replay does not know is taken to be there', () =>
    assert.deepEqual(rulesFor({ database, sql: 'DROP TABLE "Unknown";' }), [rule]))

  test('outside of public the schema is named', () => {
    const [message] = messagesOf(rule, {
      database: 'CREATE TABLE audit."Log" ("id" INTEGER);',
      sql: 'DROP TABLE audit."Log";',
    })
    assert.match(message ?? '', /^Drops the table "audit"\."Log":/)
  })
})
