import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'drop-policy'

suite(rule, () => {
  test('says what fails', () =>
    assert.deepEqual(messagesOf(rule, { sql: 'DROP POLICY "own" ON "User";' }), [
      'Drops the policy "own" of "User": rows that it allowed vanish for their readers and writers, and if it was restrictive, rows that it hid appear. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Create the policy that takes its place in the same transaction.',
    ]))

  test('created again in a transaction of its own: in between', () =>
    assert.deepEqual(
      messagesOf(rule, {
        sql: 'DROP POLICY "own" ON "User"; CREATE POLICY "own" ON "User" USING (true);',
        execution: 'split',
      }),
      [
        'Drops the policy "own" of "User": rows that it allowed vanish for their readers and writers, and if it was restrictive, rows that it hid appear, until the file creates it again, for each statement commits by itself. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Put BEGIN before the DROP and COMMIT behind the CREATE.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { sql: 'DROP POLICY "own" ON "User";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"own"', 'warning', ['old-code', 'data'], { table: 'public.User' }],
    )
  })

  test('not where the same transaction creates it again', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'DROP POLICY "own" ON "User"; CREATE POLICY "own" ON "User" USING (true);',
      }),
      [],
    ))

  test('not between BEGIN and COMMIT', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'BEGIN; DROP POLICY "own" ON "User"; CREATE POLICY "own" ON "User" USING (true); COMMIT;',
        execution: 'split',
      }),
      [],
    ))

  test('not what the script has made itself', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'CREATE POLICY "own" ON "User" USING (true); DROP POLICY "own" ON "User";',
        execution: 'split',
      }),
      [],
    ))

  test('not where IF EXISTS finds none', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'DROP POLICY IF EXISTS "own" ON "User";',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);`,
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'CREATE TABLE "N" ("a" INTEGER, "b" INTEGER); DROP POLICY "own" ON "N";',
      }),
      [],
    ))
})
