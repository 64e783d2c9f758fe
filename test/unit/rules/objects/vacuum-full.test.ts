import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'vacuum-full'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says what is written anew and who waits', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'VACUUM FULL "User";',
        measured: { 0: { kind: 'unobserved', durationMs: 1, change: { tables: [], dropped: [] } } },
      }),
      [
        'Writes "User" anew to give free space back. Takes ACCESS EXCLUSIVE on "User" (derived, not measured) while it rewrites the table and its indexes: every query on it waits until it is done. Leave it to autovacuum, or run pg_repack outside the migration, which holds such a lock only for a moment.',
      ],
    ))

  test('of the whole database', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'VACUUM FULL;' }), [
      'Writes every table of the database anew to give free space back. Each is under ACCESS EXCLUSIVE for that time: every query on it waits (derived, not measured). Leave it to autovacuum, or run pg_repack outside the migration, which holds such a lock only for a moment.',
    ]))

  test('blames the command', () => {
    const script = { database, sql: 'VACUUM FULL "User";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['VACUUM', { table: 'public.User' }, ['readers', 'writers']],
    )
  })

  test('not without FULL, and not ANALYZE', () => {
    for (const sql of ['VACUUM "User";', 'VACUUM (FULL off) "User";', 'ANALYZE "User";']) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'VACUUM FULL "User";', newTables: ['public.User'] }),
      [],
    ))

  test('not inside a transaction, where PostgreSQL refuses it: that is told as such', () =>
    assert.deepEqual(findingsOf(rule, { database, sql: 'SELECT 1; VACUUM FULL "User";' }), []))
})
