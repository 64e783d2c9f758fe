import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'drop-pk-replica-identity'
const database =
  'CREATE TABLE "User" ("id" INTEGER, "email" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));'

suite(rule, () => {
  test('says what fails where the table is published', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "User" DROP CONSTRAINT "User_pkey";' }),
      [
        'Drops the primary key "User_pkey" of "User" and puts none in its place: nothing keeps the rows apart any more, and where the table is published to a logical replica every UPDATE and DELETE on it fails. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Add another primary key in the same file, or set REPLICA IDENTITY USING INDEX first.',
      ],
    ))

  test('with a unique index left, the rows stay apart', () =>
    assert.deepEqual(
      messagesOf(rule, {
        sql: 'ALTER TABLE "User" DROP CONSTRAINT "User_pkey";',
        database: `CREATE TABLE "User" ("id" INTEGER, "email" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id")); CREATE UNIQUE INDEX "u" ON "User" ("email");`,
      }),
      [
        'Drops the primary key "User_pkey" of "User" and puts none in its place: where the table is published to a logical replica every UPDATE and DELETE on it fails. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Add another primary key in the same file, or set REPLICA IDENTITY USING INDEX first.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { database, sql: 'ALTER TABLE "User" DROP CONSTRAINT "User_pkey";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"User_pkey"', 'warning', ['data'], { table: 'public.User', constraint: 'User_pkey' }],
    )
  })

  test('not where another key takes its place', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" DROP CONSTRAINT "User_pkey"; ALTER TABLE "User" ADD PRIMARY KEY ("email");',
      }),
      [],
    ))

  test('not where the identity is set first', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" REPLICA IDENTITY FULL; ALTER TABLE "User" DROP CONSTRAINT "User_pkey";',
      }),
      [],
    ))

  test('not where the table goes too', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" DROP CONSTRAINT "User_pkey"; DROP TABLE "User";',
      }),
      [],
    ))

  test('not when PostgreSQL refuses it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" DROP CONSTRAINT "User_pkey";',
        measured: { 0: { kind: 'failed', failure: { sqlState: '2BP01', message: 'needed' } } },
      }),
      [],
    ))
})
