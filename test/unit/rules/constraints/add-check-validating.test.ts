import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'add-check-validating'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);'

suite(rule, () => {
  test('says who waits, and to validate later', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0);',
      }),
      [
        'Adds the CHECK "c" to "User", which fails if a row violates it. Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Add it with NOT VALID, and validate it with VALIDATE CONSTRAINT in a migration of its own.',
      ],
    ))

  test('without a name', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "User" ADD CHECK ("id" > 0);' }),
      [
        'Adds the CHECK to "User", which fails if a row violates it. Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Add it with NOT VALID, and validate it with VALIDATE CONSTRAINT in a migration of its own.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0);',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"c"', 'warning', ['readers', 'writers'], { table: 'public.User', constraint: 'c' }],
    )
  })

  test('not with NOT VALID or NOT ENFORCED', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0) NOT VALID; ALTER TABLE "User" ADD CONSTRAINT "d" CHECK ("id" > 0) NOT ENFORCED;',
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("a" INTEGER, "b" INTEGER); ALTER TABLE "N" ADD CHECK ("a" > 0);',
      }),
      [],
    ))

  test('not when PostgreSQL refuses it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CHECK ("id" > 0);',
        measured: { 0: { kind: 'failed', failure: { sqlState: '42710', message: 'exists' } } },
      }),
      [],
    ))
})
