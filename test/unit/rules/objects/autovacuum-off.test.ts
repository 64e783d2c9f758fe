import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'autovacuum-off'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says what grows, and what to tune instead', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "User" SET (autovacuum_enabled = false);' }),
      [
        `Switches autovacuum off for "User": space of updated and deleted rows is never used again, statistics grow old and queries slow down, until the vacuum against wraparound runs at a time that nobody chose. Let autovacuum run, with autovacuum_vacuum_scale_factor or a cost limit of the table's own if it runs at bad times.`,
      ],
    ))

  test('blames the command', () => {
    const script = {
      database,
      sql: 'ALTER TABLE "User" SET (fillfactor = 70, autovacuum_enabled = off);',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['SET', { table: 'public.User' }, ['readers', 'writers']],
    )
  })

  test('not when it is switched on, nor for other parameters', () => {
    for (const sql of [
      'ALTER TABLE "User" SET (autovacuum_enabled = true);',
      'ALTER TABLE "User" SET (autovacuum_vacuum_scale_factor = 0.01);',
      'ALTER TABLE "User" RESET (autovacuum_enabled);',
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not for the parts of long values alone', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" SET (toast.autovacuum_enabled = false);',
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" SET (autovacuum_enabled = false);',
        newTables: ['public.User'],
      }),
      [],
    ))
})
