import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'set-logged-unlogged'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('of UNLOGGED: says what a crash does, and who waits for the rewrite', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" SET UNLOGGED;',
        measured: { 0: { rewrites: ['public.User'] } },
      }),
      [
        'Makes "User" unlogged: after a crash of the server the table is empty, and replicas never have its rows. Takes ACCESS EXCLUSIVE on "User" while it rewrites the table and its indexes: every query on it waits until it is done. Take it out unless the rows can be made again at any time.',
      ],
    ))

  test('of LOGGED: says what is written', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" SET LOGGED;',
        measured: { 0: { rewrites: ['public.User'] } },
      }),
      [
        'Makes "User" logged again, which also writes every row to the WAL and to the replicas. Takes ACCESS EXCLUSIVE on "User" while it rewrites the table and its indexes: every query on it waits until it is done. Do it while the application does not use the table.',
      ],
    ))

  test('blames the command', () => {
    const script = {
      database,
      sql: 'ALTER TABLE "User" SET UNLOGGED;',
      measured: { 0: { rewrites: ['public.User'] } },
    } as const
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['SET', { table: 'public.User' }, ['data', 'readers', 'writers']],
    )
  })

  test('not when nothing was written anew, because the table is that already', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" SET LOGGED;',
        measured: { 0: { rewrites: [] } },
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" SET UNLOGGED;',
        newTables: ['public.User'],
      }),
      [],
    ))

  test('says what PostgreSQL answers where a foreign key forbids it', () => {
    const failure = { sqlState: '42P16', message: 'could not change table "User" to unlogged' }
    const [finding] = findingsOf(rule, {
      database,
      sql: 'ALTER TABLE "User" SET UNLOGGED;',
      measured: { 0: { kind: 'failed', failure } },
    })
    assert.match(finding?.message ?? '', /PostgreSQL refuses it as it stands: could not change/)
  })
})
