import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'cluster'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says what is written anew and who waits', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'CLUSTER "User" USING "User_pkey";',
        measured: {
          0: {
            locks: [{ relation: 'public.User', kind: 'table', mode: 'AccessExclusiveLock' }],
            rewrites: ['public.User'],
            scans: ['public.User'],
          },
        },
      }),
      [
        'Writes "User" anew in the order of an index. Takes ACCESS EXCLUSIVE on "User" while it rewrites the table and its indexes: every query on it waits until it is done. The order does not last, because later rows go where there is room. Run pg_repack outside the migration, which holds such a lock only for a moment.',
      ],
    ))

  test('of every table', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'CLUSTER;' }), [
      'Writes every table that was clustered before anew, in the order of its index: every query on each waits until it is done. The order does not last, because later rows go where there is room. Run pg_repack outside the migration, which holds such a lock only for a moment.',
    ]))

  test('blames the command', () => {
    const script = { database, sql: 'CLUSTER;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['CLUSTER', {}, ['readers', 'writers']],
    )
  })

  test('not for CLUSTER ON, which only remembers the index', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'ALTER TABLE "User" CLUSTER ON "User_pkey";' }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CLUSTER "User" USING "User_pkey";',
        newTables: ['public.User'],
      }),
      [],
    ))
})
