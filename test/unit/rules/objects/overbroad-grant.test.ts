import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'overbroad-grant'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('names what the application does not need', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'GRANT ALL ON "User" TO app;' }), [
      'Gives app all rights on "User", which includes TRUNCATE and TRIGGER. Name the rights that the application uses: SELECT, INSERT, UPDATE, DELETE.',
    ]))

  test('of a whole schema', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'GRANT ALL ON ALL TABLES IN SCHEMA public TO app, web;' }),
      [
        'Gives app, web all rights on every table of the schema, which includes TRUNCATE and TRIGGER. Name the rights that the application uses: SELECT, INSERT, UPDATE, DELETE.',
      ],
    ))

  test('blames the statement', () => {
    const script = { database, sql: 'GRANT ALL ON "User" TO app;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['GRANT', {}, ['data']],
    )
  })

  test('not when the rights are named, nor on a schema', () => {
    for (const sql of [
      'GRANT SELECT, INSERT ON "User" TO app;',
      'GRANT ALL ON SCHEMA public TO app;',
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not to PUBLIC: that is told as such', () =>
    assert.deepEqual(findingsOf(rule, { database, sql: 'GRANT ALL ON "User" TO PUBLIC;' }), []))
})
