import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'enable-disable-trigger'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('of one: says that it is off for everybody', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "User" DISABLE TRIGGER "audit";' }),
      [
        'Switches off the trigger "audit" of "User", for every session: what running code writes meanwhile is not checked or completed, and is not looked at later. Takes SHARE ROW EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile writes to it wait, reads go on. If only this migration has to write without them, let it run SET LOCAL session_replication_role = replica in its transaction, which needs a superuser.',
      ],
    ))

  test('of all: names the foreign keys, and the right that it takes', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "User" DISABLE TRIGGER ALL;' }),
      [
        'Switches off all triggers of "User", those of its foreign keys included, for every session: what running code writes meanwhile is not checked or completed, and is not looked at later. It needs a superuser, which most hosts do not give. Takes SHARE ROW EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile writes to it wait, reads go on. If only this migration has to write without them, let it run SET LOCAL session_replication_role = replica in its transaction, which needs a superuser.',
      ],
    ))

  test('of one that is switched on: says what is not looked at', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "User" ENABLE ALWAYS TRIGGER "audit";' }),
      [
        'Switches on the trigger "audit" of "User": from then on it runs for the writes of running code too, and rows that were written before are not looked at. Takes SHARE ROW EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile writes to it wait, reads go on.',
      ],
    ))

  test('blames the trigger', () => {
    const script = { database, sql: 'ALTER TABLE "User" DISABLE TRIGGER "audit";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"audit"', { table: 'public.User' }, ['data']],
    )
  })

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" DISABLE TRIGGER ALL;',
        newTables: ['public.User'],
      }),
      [],
    ))

  test('switched off and on again, it is told once', () => {
    const found = findingsOf(rule, {
      database,
      sql: 'ALTER TABLE "User" DISABLE TRIGGER "audit"; ALTER TABLE "User" ENABLE TRIGGER "audit";',
    })
    assert.deepEqual(
      found.map(({ statement }) => statement),
      [0],
    )
  })
})
