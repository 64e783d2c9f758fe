import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'create-domain-with-constraint'

suite(rule, () => {
  test('says what a column of it costs', () =>
    assert.deepEqual(
      messagesOf(rule, { sql: `CREATE DOMAIN "Email" AS TEXT CHECK (VALUE <> '');` }),
      [
        'Creates the domain "Email" with a constraint: adding a column of it to a table rewrites the table, and changing the constraint checks every table that uses it. Put a CHECK on the column instead, which can be added with NOT VALID.',
      ],
    ))

  test('blames the domain', () => {
    const script = { sql: 'CREATE DOMAIN "Email" AS TEXT NOT NULL;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"Email"', { type: 'public.Email' }, []],
    )
  })

  test('not without a constraint', () =>
    assert.deepEqual(findingsOf(rule, { sql: `CREATE DOMAIN "Email" AS TEXT DEFAULT 'a';` }), []))
})
