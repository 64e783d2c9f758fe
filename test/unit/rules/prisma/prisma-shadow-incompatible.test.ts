import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'prisma-shadow-incompatible'

suite(rule, () => {
  test('of a role: says why migrate dev fails', () =>
    assert.deepEqual(messagesOf(rule, { sql: 'CREATE ROLE app;' }), [
      'Creates a role, which belongs to the whole server. prisma migrate dev replays every migration in a shadow database of the same server, where it is there already: the replay fails (P3006), and nobody can make a migration any more. Do it outside the migrations, or in a DO block that looks first whether it is there.',
    ]))

  test('of what is dropped', () =>
    assert.deepEqual(messagesOf(rule, { sql: 'DROP ROLE app;' }), [
      'Drops a role, which belongs to the whole server. prisma migrate dev replays every migration in a shadow database of the same server, where it is gone already: the replay fails (P3006), and nobody can make a migration any more. Do it outside the migrations, or in a DO block that looks first whether it is there.',
    ]))

  test('of a database', () =>
    assert.deepEqual(messagesOf(rule, { sql: 'CREATE DATABASE app;' }), [
      'Creates another database of the server. prisma migrate dev replays every migration in a shadow database of the same server, where it is there already: the replay fails (P3006), and nobody can make a migration any more. Do it outside the migrations, or in a DO block that looks first whether it is there.',
    ]))

  test('blames the statement', () => {
    const script = { sql: 'CREATE ROLE app;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['CREATE', {}, ['new-code']],
    )
  })

  test('not in a DO block that may look first', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN CREATE ROLE app; END IF; END $$;",
      }),
      [],
    ))

  test('not for what belongs to one database', () => {
    for (const sql of ['CREATE SCHEMA app;', 'CREATE EXTENSION "citext";', 'GRANT app TO web;']) {
      assert.deepEqual(findingsOf(rule, { sql }), [], sql)
    }
  })
})
