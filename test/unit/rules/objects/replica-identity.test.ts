import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'replica-identity'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('of FULL: says what is written', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "User" REPLICA IDENTITY FULL;' }),
      [
        'Changes the replica identity of "User": each UPDATE and DELETE writes the whole old row to the WAL. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Tell whoever reads the changes of this table before you deploy.',
      ],
    ))

  test('of NOTHING: says what fails', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "User" REPLICA IDENTITY NOTHING;' }),
      [
        'Changes the replica identity of "User": UPDATE and DELETE of running code fail while the table is published for them. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Tell whoever reads the changes of this table before you deploy.',
      ],
    ))

  test('of an index', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" REPLICA IDENTITY USING INDEX "User_pkey";',
      }),
      [
        'Changes the replica identity of "User": subscribers get other key columns with each UPDATE and DELETE. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Tell whoever reads the changes of this table before you deploy.',
      ],
    ))

  test('blames the command', () => {
    const script = { database, sql: 'ALTER TABLE "User" REPLICA IDENTITY FULL;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['REPLICA', { table: 'public.User' }, []],
    )
  })

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" REPLICA IDENTITY FULL;',
        newTables: ['public.User'],
      }),
      [],
    ))
})
