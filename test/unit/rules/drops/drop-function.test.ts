import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'drop-function'

suite(rule, () => {
  test('says what fails', () =>
    assert.deepEqual(messagesOf(rule, { sql: 'DROP FUNCTION "f"();' }), [
      'Drops the function "f": queries of running code that call it fail, and so do functions whose text calls it. Release code that does not call it first; to change its body, use CREATE OR REPLACE FUNCTION.',
    ]))

  test('created again in a transaction of its own: in between', () =>
    assert.deepEqual(
      messagesOf(rule, {
        sql: 'DROP FUNCTION "f"(); CREATE FUNCTION "f"() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;',
        execution: 'split',
      }),
      [
        'Drops the function "f": queries of running code that call it fail, and so do functions whose text calls it, until the file creates it again, for each statement commits by itself. Put BEGIN before the DROP and COMMIT behind the CREATE.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { sql: 'DROP FUNCTION "f"();' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"f"', 'warning', ['old-code'], {}],
    )
  })

  test('not where the same transaction creates it again', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'DROP FUNCTION "f"(); CREATE FUNCTION "f"() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;',
      }),
      [],
    ))

  test('not between BEGIN and COMMIT', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'BEGIN; DROP FUNCTION "f"(); CREATE FUNCTION "f"() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$; COMMIT;',
        execution: 'split',
      }),
      [],
    ))

  test('not what the script has made itself', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'CREATE FUNCTION "f"() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$; DROP FUNCTION "f"();',
        execution: 'split',
      }),
      [],
    ))

  test('not where IF EXISTS finds none', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'DROP FUNCTION IF EXISTS "f"();',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);`,
      }),
      [],
    ))
})
