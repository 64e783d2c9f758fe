import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'create-publication'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says which updates fail', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'CREATE PUBLICATION "feed" FOR TABLE "User";' }),
      [
        'Creates the publication "feed": UPDATE and DELETE of running code fail on its tables that have neither a primary key nor a replica identity, and the server needs wal_level = logical to serve it. Check the keys first, and create no publication in migrations that also run on development databases.',
      ],
    ))

  test('of all tables', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'CREATE PUBLICATION "feed" FOR ALL TABLES;' }),
      [
        'Creates the publication "feed": UPDATE and DELETE of running code fail on all tables that have neither a primary key nor a replica identity, and the server needs wal_level = logical to serve it. Check the keys first, and create no publication in migrations that also run on development databases.',
      ],
    ))

  test('blames the statement', () => {
    const script = { database, sql: 'CREATE PUBLICATION "feed" FOR ALL TABLES;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['CREATE', {}, ['old-code']],
    )
  })

  test('not when one is changed or dropped', () => {
    for (const sql of ['ALTER PUBLICATION "feed" ADD TABLE "User";', 'DROP PUBLICATION "feed";']) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })
})
