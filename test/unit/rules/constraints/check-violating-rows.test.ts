import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'check-violating-rows'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0) NOT VALID;
  ALTER TABLE "User" ADD CONSTRAINT "done" CHECK ("id" > 0);`

suite(rule, () => {
  test('sure, where the migrations have written such rows', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "k" CHECK ("id" > 5);',
        measured: {
          0: {
            kind: 'failed',
            failure: { sqlState: '23514', message: 'check constraint is violated' },
          },
        },
      }),
      [
        'Checks "User", although the migrations themselves have written rows that violate "k": the deployment stops here with error 23514 wherever they have run. Correct the rows in an earlier statement.',
      ],
    ))

  test('before a VALIDATE it informs', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "User" VALIDATE CONSTRAINT "c";' }),
      [
        'Reads every row of "User", and fails with 23514 if one violates "c". Count those rows before you deploy, with check --env or with the negated condition as WHERE.',
      ],
    ))

  test('a VALIDATE that is sure to fail', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" VALIDATE CONSTRAINT "c";',
        measured: {
          0: {
            kind: 'failed',
            failure: { sqlState: '23514', message: 'check constraint is violated' },
          },
        },
      }),
      [
        'Checks "User", although the migrations themselves have written rows that violate "c": the deployment stops here with error 23514 wherever they have run. Correct the rows in an earlier statement.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "User" ADD CONSTRAINT "k" CHECK ("id" > 5);',
      measured: {
        0: {
          kind: 'failed',
          failure: { sqlState: '23514', message: 'check constraint is violated' },
        },
      },
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"k"', 'error', ['data'], { table: 'public.User', constraint: 'k' }],
    )
  })

  test('not for one that is valid already', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'ALTER TABLE "User" VALIDATE CONSTRAINT "done";' }),
      [],
    ))

  test('not where a CHECK is added, which another rule tells', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "k" CHECK ("id" > 5);',
      }),
      [],
    ))

  test('not for other failures', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "k" CHECK ("id" > 5);',
        measured: {
          0: { kind: 'failed', failure: { sqlState: '42710', message: 'constraint exists' } },
        },
      }),
      [],
    ))
})
