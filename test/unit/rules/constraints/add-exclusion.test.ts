import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'add-exclusion'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);'

suite(rule, () => {
  test('says who waits, and that there is no other form', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "x" EXCLUDE USING gist ("id" WITH =);',
      }),
      [
        'Adds the exclusion constraint "x" to "User", which fails if two rows conflict. Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. PostgreSQL has no form of it that checks later: deploy it when the table is quiet, or copy the rows in batches to a new table that has it and swap the two.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "User" ADD CONSTRAINT "x" EXCLUDE USING gist ("id" WITH =);',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"x"', 'warning', ['readers', 'writers'], { table: 'public.User', constraint: 'x' }],
    )
  })

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("a" INTEGER, "b" INTEGER); ALTER TABLE "N" ADD EXCLUDE USING gist ("a" WITH =);',
      }),
      [],
    ))

  test('not when PostgreSQL refuses it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD EXCLUDE USING gist ("id" WITH =);',
        measured: {
          0: { kind: 'failed', failure: { sqlState: '42704', message: 'no operator class' } },
        },
      }),
      [],
    ))
})
