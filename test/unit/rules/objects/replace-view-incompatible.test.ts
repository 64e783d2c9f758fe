import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'replace-view-incompatible'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says what PostgreSQL answers, and how to go about it', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'CREATE OR REPLACE VIEW "Names" AS SELECT "name" FROM "User";',
        measured: {
          0: {
            kind: 'failed',
            failure: { sqlState: '42P16', message: 'cannot drop columns from view' },
          },
        },
      }),
      [
        'Replaces the view "Names" by one that does not begin with the same columns: PostgreSQL refuses that (cannot drop columns from view), and the migration fails. Keep the columns as they are and add new ones at the end, or drop the view and create it again in one transaction, after the code that reads the old columns is gone.',
      ],
    ))

  test('blames the view', () => {
    const script = {
      database,
      sql: 'CREATE OR REPLACE VIEW "Names" AS SELECT "name" FROM "User";',
      measured: {
        0: {
          kind: 'failed',
          failure: { sqlState: '42P16', message: 'cannot drop columns from view' },
        },
      },
    } as const
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"Names"', { table: 'public.Names' }, ['new-code']],
    )
  })

  test('not when PostgreSQL accepts it, nor when it refuses for another reason', () => {
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE OR REPLACE VIEW "Names" AS SELECT "name" FROM "User";',
      }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE OR REPLACE VIEW "Names" AS SELECT "x" FROM "User";',
        measured: {
          0: {
            kind: 'failed',
            failure: { sqlState: '42703', message: 'column "x" does not exist' },
          },
        },
      }),
      [],
    )
  })

  test('not without OR REPLACE', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE VIEW "Names" AS SELECT "name" FROM "User";',
        measured: { 0: { kind: 'failed', failure: { sqlState: '42P16', message: 'x' } } },
      }),
      [],
    ))
})
