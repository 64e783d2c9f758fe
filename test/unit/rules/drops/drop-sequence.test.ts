import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'drop-sequence'

suite(rule, () => {
  test('says what fails', () =>
    assert.deepEqual(messagesOf(rule, { sql: 'DROP SEQUENCE "s";' }), [
      'Drops the sequence "s": running code that leaves the number to the database fails on its next insert, and a new sequence begins at 1. Release code that sets the numbers itself first.',
    ]))

  test('created again in a transaction of its own: in between', () =>
    assert.deepEqual(
      messagesOf(rule, { sql: 'DROP SEQUENCE "s"; CREATE SEQUENCE "s";', execution: 'split' }),
      [
        'Drops the sequence "s": running code that leaves the number to the database fails on its next insert, and a new sequence begins at 1, until the file creates it again, for each statement commits by itself. Put BEGIN before the DROP and COMMIT behind the CREATE.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { sql: 'DROP SEQUENCE "s";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"s"', 'warning', ['old-code'], {}],
    )
  })

  test('not where the same transaction creates it again', () =>
    assert.deepEqual(findingsOf(rule, { sql: 'DROP SEQUENCE "s"; CREATE SEQUENCE "s";' }), []))

  test('not between BEGIN and COMMIT', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'BEGIN; DROP SEQUENCE "s"; CREATE SEQUENCE "s"; COMMIT;',
        execution: 'split',
      }),
      [],
    ))

  test('not what the script has made itself', () =>
    assert.deepEqual(
      findingsOf(rule, { sql: 'CREATE SEQUENCE "s"; DROP SEQUENCE "s";', execution: 'split' }),
      [],
    ))

  test('not where IF EXISTS finds none', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'DROP SEQUENCE IF EXISTS "s";',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);`,
      }),
      [],
    ))
})
