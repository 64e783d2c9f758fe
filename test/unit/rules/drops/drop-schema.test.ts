import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'drop-schema'
const database = 'CREATE TABLE "audit"."Log" ("id" INTEGER);'

suite(rule, () => {
  test('with CASCADE: names the tables', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'DROP SCHEMA "audit" CASCADE;' }), [
      'Drops the schema "audit", with everything in it, among it "audit"."Log" with all rows; running code that uses it fails. Drop its tables one by one in releases before, and the empty schema last, without CASCADE.',
    ]))

  test('without, it is refused unless empty', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'DROP SCHEMA "audit";' }), [
      'Drops the schema "audit", which PostgreSQL refuses while anything is in it; running code that uses it fails. Drop its tables one by one in releases before, and the empty schema last, without CASCADE.',
    ]))

  test('one of which nothing is known', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'DROP SCHEMA "other" CASCADE;' }), [
      'Drops the schema "other", with everything in it; running code that uses it fails. Drop its tables one by one in releases before, and the empty schema last, without CASCADE.',
    ]))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { database, sql: 'DROP SCHEMA "audit" CASCADE;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"audit"', 'error', ['data', 'old-code'], {}],
    )
  })

  test('not one that the script has made', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'CREATE SCHEMA "s"; DROP SCHEMA "s";' }),
      [],
    ))
})
