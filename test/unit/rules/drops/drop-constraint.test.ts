import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'drop-constraint'
const database = `CREATE TABLE "User" ("id" INTEGER NOT NULL, "email" TEXT, CONSTRAINT "c" CHECK ("email" <> ''), CONSTRAINT "k" UNIQUE ("email"), CONSTRAINT "proof" CHECK ("id" IS NOT NULL), CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`

suite(rule, () => {
  test('a CHECK', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "User" DROP CONSTRAINT "c";' }),
      [
        'Drops the constraint "c" of "User": from now on rows may violate it, and adding it back fails on them. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Say in a comment why it is no longer needed; to change it, add the new one NOT VALID first.',
      ],
    ))

  test('a unique constraint: upserts fail too', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "User" DROP CONSTRAINT "k";' }),
      [
        'Drops the constraint "k" of "User": from now on two rows may be equal, and an upsert of running code with ON CONFLICT on these columns fails with 42P10. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Say in a comment why it is no longer needed; to change it, add the new one NOT VALID first.',
      ],
    ))

  test('of a table that is not known', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "X" DROP CONSTRAINT "some";',
        measured: { 0: undefined },
      }),
      [
        'Drops the constraint "some" of "X": what it has kept right so far is not known here. Takes ACCESS EXCLUSIVE on "X" (derived, not measured) for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Say in a comment why it is no longer needed; to change it, add the new one NOT VALID first.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { database, sql: 'ALTER TABLE "User" DROP CONSTRAINT "c";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"c"', 'warning', ['data'], { table: 'public.User', constraint: 'c' }],
    )
  })

  test('not where another of its kind takes its place', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TABLE "User" ADD CONSTRAINT "d" CHECK ("email" <> 'x') NOT VALID; ALTER TABLE "User" DROP CONSTRAINT "c";`,
        execution: 'split',
      }),
      [],
    ))

  test('not a unique constraint that an index replaces', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE UNIQUE INDEX CONCURRENTLY "new" ON "User" ("email"); ALTER TABLE "User" DROP CONSTRAINT "k";',
        execution: 'split',
      }),
      [],
    ))

  test('not a proof of NOT NULL that the column no longer needs', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'ALTER TABLE "User" DROP CONSTRAINT "proof";' }),
      [],
    ))

  test('not where IF EXISTS finds none', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'ALTER TABLE "User" DROP CONSTRAINT IF EXISTS "never";' }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" DROP CONSTRAINT "c";',
        newTables: ['public.User'],
      }),
      [],
    ))

  test('not keys, which have rules of their own', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'ALTER TABLE "User" DROP CONSTRAINT "User_pkey";' }),
      [],
    ))
})
