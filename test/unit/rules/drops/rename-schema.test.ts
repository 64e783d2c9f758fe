import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'rename-schema'

suite(rule, () => {
  test('says who breaks', () =>
    assert.deepEqual(messagesOf(rule, { sql: 'ALTER SCHEMA "audit" RENAME TO "log";' }), [
      'Renames the schema "audit" to "log": from then on every query of running code that uses one of its tables fails. Make a schema "log" with views on the tables of the old one, release code that uses it, and move the tables in a later release.',
    ]))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { sql: 'ALTER SCHEMA "audit" RENAME TO "log";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"audit"', 'error', ['old-code'], {}],
    )
  })

  test('not another rename', () =>
    assert.deepEqual(findingsOf(rule, { sql: 'ALTER SEQUENCE "a" RENAME TO "b";' }), []))
})
