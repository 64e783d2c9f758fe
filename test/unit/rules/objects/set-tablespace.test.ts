import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'set-tablespace'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says what is copied and who waits, and that this is derived', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" SET TABLESPACE fast;',
        measured: {
          0: {
            kind: 'failed',
            failure: { sqlState: '42704', message: 'tablespace "fast" does not exist' },
          },
        },
      }),
      [
        'Copies "User" to the tablespace fast. Takes ACCESS EXCLUSIVE on "User" (derived, not measured) while it writes the table and its indexes anew: every query on it waits until it is done. Move it with pg_repack outside the migration, or while the application does not use the table.',
      ],
    ))

  test('blames the tablespace', () => {
    const script = {
      database,
      sql: 'ALTER TABLE "User" SET TABLESPACE fast;',
      measured: {
        0: {
          kind: 'failed',
          failure: { sqlState: '42704', message: 'tablespace "fast" does not exist' },
        },
      },
    } as const
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['fast', { table: 'public.User' }, ['readers', 'writers']],
    )
  })

  test('not when nothing moved, because the table is there already', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" SET TABLESPACE pg_default;',
        measured: { 0: { rewrites: [] } },
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" SET TABLESPACE fast;',
        newTables: ['public.User'],
      }),
      [],
    ))
})
