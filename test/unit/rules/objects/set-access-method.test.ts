import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'set-access-method'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('where the method is not there to be measured: says that the lock is derived', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" SET ACCESS METHOD columnar;',
        measured: {
          0: {
            kind: 'failed',
            failure: { sqlState: '42704', message: 'access method "columnar" does not exist' },
          },
        },
      }),
      [
        'Changes how the rows of "User" are stored, to columnar. Takes ACCESS EXCLUSIVE on "User" (derived, not measured) while it writes the table and its indexes anew: every query on it waits until it is done. Create a table with the other access method, copy the rows in batches, and swap the names.',
      ],
    ))

  test('blames the method', () => {
    const script = {
      database,
      sql: 'ALTER TABLE "User" SET ACCESS METHOD columnar;',
      measured: {
        0: {
          kind: 'failed',
          failure: { sqlState: '42704', message: 'access method "columnar" does not exist' },
        },
      },
    } as const
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['columnar', { table: 'public.User' }, ['readers', 'writers']],
    )
  })

  test('not when nothing was written anew, because the table has it already', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" SET ACCESS METHOD heap;',
        measured: { 0: { rewrites: [] } },
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" SET ACCESS METHOD heap;',
        newTables: ['public.User'],
      }),
      [],
    ))
})
