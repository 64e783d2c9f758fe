import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'drop-constraint-backing-index'
const database = `CREATE TABLE "User" ("id" INTEGER, "email" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"), CONSTRAINT "User_email_key" UNIQUE ("email"));
  CREATE UNIQUE INDEX "plain" ON "User" ("email");`

suite(rule, () => {
  test('says what to drop instead', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'DROP INDEX "User_pkey";',
        measured: {
          0: { kind: 'failed', failure: { sqlState: '2BP01', message: 'cannot drop index' } },
        },
      }),
      [
        'The index "User_pkey" belongs to the constraint "User_pkey" of "User", and PostgreSQL does not drop it by itself: the deployment stops here with error 2BP01. Write ALTER TABLE "User" DROP CONSTRAINT "User_pkey" instead.',
      ],
    ))

  test('with IF EXISTS all the same', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'DROP INDEX IF EXISTS "User_pkey";',
        measured: {
          0: { kind: 'failed', failure: { sqlState: '2BP01', message: 'cannot drop index' } },
        },
      }),
      [
        'The index "User_pkey" belongs to the constraint "User_pkey" of "User", and PostgreSQL does not drop it by itself: the deployment stops here with error 2BP01. Write ALTER TABLE "User" DROP CONSTRAINT "User_pkey" instead.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'DROP INDEX "User_pkey";',
      measured: {
        0: { kind: 'failed', failure: { sqlState: '2BP01', message: 'cannot drop index' } },
      },
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"User_pkey"', 'error', [], { table: 'public.User', index: 'User_pkey' }],
    )
  })

  test('not a unique index of its own', () =>
    assert.deepEqual(findingsOf(rule, { database, sql: 'DROP INDEX "plain";' }), []))

  test('not of a table that is dropped as well', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'DROP INDEX "User_email_key"; DROP TABLE "User";' }),
      [],
    ))
})
