import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'drop-view'

suite(rule, () => {
  test('says what fails', () =>
    assert.deepEqual(messagesOf(rule, { sql: 'DROP VIEW "V";' }), [
      'Drops the view "V": every query of running code that reads it fails. Release code that does not read it first; to add columns to a plain view, use CREATE OR REPLACE VIEW.',
    ]))

  test('created again in a transaction of its own: in between', () =>
    assert.deepEqual(
      messagesOf(rule, { sql: 'DROP VIEW "V"; CREATE VIEW "V" AS SELECT 1;', execution: 'split' }),
      [
        'Drops the view "V": every query of running code that reads it fails, until the file creates it again, for each statement commits by itself. Put BEGIN before the DROP and COMMIT behind the CREATE.',
      ],
    ))

  test('a materialized view', () =>
    assert.deepEqual(messagesOf(rule, { sql: 'DROP MATERIALIZED VIEW "M";' }), [
      'Drops the materialized view "M": every query of running code that reads it fails. Release code that does not read it first; to add columns to a plain view, use CREATE OR REPLACE VIEW.',
    ]))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { sql: 'DROP VIEW "V";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"V"', 'warning', ['old-code'], {}],
    )
  })

  test('not where the same transaction creates it again', () =>
    assert.deepEqual(findingsOf(rule, { sql: 'DROP VIEW "V"; CREATE VIEW "V" AS SELECT 1;' }), []))

  test('not between BEGIN and COMMIT', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'BEGIN; DROP VIEW "V"; CREATE VIEW "V" AS SELECT 1; COMMIT;',
        execution: 'split',
      }),
      [],
    ))

  test('not what the script has made itself', () =>
    assert.deepEqual(
      findingsOf(rule, { sql: 'CREATE VIEW "V" AS SELECT 1; DROP VIEW "V";', execution: 'split' }),
      [],
    ))

  test('not where IF EXISTS finds none', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'DROP VIEW IF EXISTS "V";',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);`,
      }),
      [],
    ))
})
