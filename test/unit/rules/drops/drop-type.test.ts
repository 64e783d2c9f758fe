import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'drop-type'
const database = `CREATE TYPE "Role" AS ENUM ('A');`

suite(rule, () => {
  test('where nobody executed it', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'DROP TYPE "Role";', measured: { 0: undefined } }),
      [
        'Drops the type "Role", which was not executed here: if a column still has this type, the deployment stops here with error 2BP01. Make sure that no column has this type, and leave CASCADE out.',
      ],
    ))

  test('with CASCADE', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'DROP TYPE "Role" CASCADE;', measured: { 0: undefined } }),
      [
        'Drops the type "Role", which was not executed here: because of CASCADE, each column of this type is dropped with its values. Make sure that no column has this type, and leave CASCADE out.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { database, sql: 'DROP TYPE "Role";', measured: { 0: undefined } }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"Role"', 'warning', [], { type: 'public.Role' }],
    )
  })

  test('not where execution shows that nothing uses it', () =>
    assert.deepEqual(findingsOf(rule, { database, sql: 'DROP TYPE "Role";' }), []))
})
