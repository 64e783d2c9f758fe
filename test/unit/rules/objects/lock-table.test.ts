import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'lock-table'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says who waits and for how long', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'SELECT 1; LOCK TABLE "User";' }), [
      'Locks "User" in ACCESS EXCLUSIVE mode for the rest of the transaction: every query on it waits until it ends. Take it out if the next statements lock the table anyway; otherwise set a short lock_timeout before it and do little behind it.',
    ]))

  test('outside of a transaction: says that PostgreSQL refuses it', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'LOCK TABLE "User" IN SHARE MODE;', execution: 'split' }),
      [
        'Locks "User" in SHARE mode. PostgreSQL refuses LOCK TABLE outside a transaction (25P01), and here each statement is one by itself, so that the migration fails. Put BEGIN and COMMIT around it and what it is for.',
      ],
    ))

  test('blames the table', () => {
    const script = { database, sql: 'SELECT 1; LOCK TABLE "User" IN SHARE ROW EXCLUSIVE MODE;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"User"', { table: 'public.User' }, ['writers']],
    )
  })

  test('not in a mode that lets reads and writes go on', () => {
    for (const sql of [
      'SELECT 1; LOCK TABLE "User" IN ROW SHARE MODE;',
      'SELECT 1; LOCK TABLE "User" IN SHARE UPDATE EXCLUSIVE MODE;',
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'SELECT 1; LOCK TABLE "User";',
        newTables: ['public.User'],
      }),
      [],
    ))

  test('not in a loop that sets a lock_timeout', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `DO $$ BEGIN PERFORM set_config('lock_timeout', '300ms', true); LOCK TABLE "User"; END $$;`,
      }),
      [],
    ))

  test('also in a DO block that waits as long as it takes', () =>
    assert.equal(
      findingsOf(rule, { database, sql: 'DO $$ BEGIN LOCK TABLE "User"; END $$;' }).length,
      1,
    ))
})
