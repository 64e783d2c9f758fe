import assert from 'node:assert/strict'
import { findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'alter-type-default-uncastable'
const database = 'CREATE TABLE "T" ("id" INTEGER PRIMARY KEY, "s" TEXT DEFAULT \'x\')'
const sql = 'ALTER TABLE "T" ALTER COLUMN "s" TYPE INTEGER USING 1;'
const refused = (message: string) =>
  ({ 0: { kind: 'failed', failure: { sqlState: '42804', message } } }) as const

suite(rule, () => {
  test('says which default is in the way, and the order that works', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql,
        measured: refused('default for column "s" cannot be cast automatically to type integer'),
      }),
      [
        'Changes "s" of "T" from text to integer, to which its default \'x\' cannot be cast: it fails (42804), whatever USING says. Take the default off before and set it anew after, in the same statement: ALTER COLUMN "s" DROP DEFAULT, ALTER COLUMN "s" TYPE …, ALTER COLUMN "s" SET DEFAULT ….',
      ],
    ))

  test('not when PostgreSQL accepts the statement, nor for a value that cannot be cast', () => {
    assert.deepEqual(findingsOf(rule, { database, sql }), [])
    const measured = refused('column "s" cannot be cast automatically to type integer')
    assert.deepEqual(findingsOf(rule, { database, sql, measured }), [])
  })
})
