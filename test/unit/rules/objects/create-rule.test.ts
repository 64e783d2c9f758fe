import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'create-rule'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says what becomes of the queries', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'CREATE RULE "keep" AS ON DELETE TO "User" DO INSTEAD NOTHING;',
        measured: {
          0: { locks: [{ relation: 'public.User', kind: 'table', mode: 'AccessExclusiveLock' }] },
        },
      }),
      [
        'Adds the rule "keep" to "User": from then on PostgreSQL rewrites queries of running code on it, and the counts and RETURNING rows that Prisma Client expects may be missing. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. A trigger does the same for each row and is easier to foresee.',
      ],
    ))

  test('blames the statement', () => {
    const script = {
      database,
      sql: 'CREATE RULE "keep" AS ON DELETE TO "User" DO INSTEAD NOTHING;',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['CREATE', { table: 'public.User' }, ['old-code']],
    )
  })

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE RULE "keep" AS ON DELETE TO "User" DO INSTEAD NOTHING;',
        newTables: ['public.User'],
      }),
      [],
    ))
})
