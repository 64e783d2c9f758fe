import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'grant-widening'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says who has the right from then on', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'GRANT SELECT ON "User" TO PUBLIC;' }), [
      'Gives PUBLIC SELECT on "User": every role that can connect has it, also those that are created later. Name the roles that need it.',
    ]))

  test('of objects that are created later', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;',
      }),
      [
        'Gives PUBLIC EXECUTE on every function that is created later: every role that can connect has it, also those that are created later. Name the roles that need it.',
      ],
    ))

  test('blames the statement', () => {
    const script = { database, sql: 'GRANT SELECT ON "User" TO PUBLIC;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['GRANT', {}, ['data']],
    )
  })

  test('not to a role with a name, nor when it is taken away', () => {
    for (const sql of ['GRANT SELECT ON "User" TO app;', 'REVOKE SELECT ON "User" FROM PUBLIC;']) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })
})
