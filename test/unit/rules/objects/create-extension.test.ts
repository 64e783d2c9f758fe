import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'create-extension'

suite(rule, () => {
  test('of a trusted one: names the right that it takes', () =>
    assert.deepEqual(messagesOf(rule, { sql: 'CREATE EXTENSION "citext";' }), [
      'Creates the extension "citext": it must be installed on every server, and the role that deploys needs the right CREATE on the database; otherwise the migration fails. Look for it in pg_available_extensions of each environment before you deploy.',
    ]))

  test('of another: says that it takes a superuser', () =>
    assert.deepEqual(messagesOf(rule, { sql: 'CREATE EXTENSION "postgis";' }), [
      'Creates the extension "postgis": it must be installed on every server, and PostgreSQL asks for a superuser, unless the host has made an exception for it; otherwise the migration fails. Look for it in pg_available_extensions of each environment before you deploy.',
    ]))

  test('where the rehearsal lacks it: says what is not checked', () =>
    assert.deepEqual(
      messagesOf(rule, {
        sql: 'CREATE EXTENSION "vector";',
        measured: {
          0: {
            kind: 'failed',
            failure: { sqlState: '0A000', message: 'extension "vector" is not available' },
          },
        },
      }),
      [
        'Creates the extension "vector": it must be installed on every server, and PostgreSQL asks for a superuser, unless the host has made an exception for it; otherwise the migration fails. The rehearsal does not have it: what depends on it is not checked. Look for it in pg_available_extensions of each environment before you deploy.',
      ],
    ))

  test('blames the extension', () => {
    const script = { sql: 'CREATE EXTENSION IF NOT EXISTS "citext";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"citext"', {}, ['new-code']],
    )
  })

  test('not when an earlier migration has created it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'CREATE EXTENSION IF NOT EXISTS "citext";',
        database: 'CREATE EXTENSION "citext";',
      }),
      [],
    ))
})
