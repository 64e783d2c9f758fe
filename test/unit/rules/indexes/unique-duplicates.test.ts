import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'unique-duplicates'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);'

suite(rule, () => {
  test('sure, where the migrations have written equal rows', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'CREATE UNIQUE INDEX "User_email_key" ON "User" ("email");',
        measured: {
          0: {
            kind: 'failed',
            failure: { sqlState: '23505', message: 'could not create unique index' },
          },
        },
      }),
      [
        'Wants "User" unique by "email", although the migrations themselves have written rows that are equal there: the deployment stops here with error 23505 wherever they have run. Remove or change the double rows in an earlier statement.',
      ],
    ))

  test('so for a constraint', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "k" UNIQUE ("email", "nick");',
        measured: {
          0: {
            kind: 'failed',
            failure: { sqlState: '23505', message: 'could not create unique index' },
          },
        },
      }),
      [
        'Wants "User" unique by "email" and "nick", although the migrations themselves have written rows that are equal there: the deployment stops here with error 23505 wherever they have run. Remove or change the double rows in an earlier statement.',
      ],
    ))

  test('informs where only the data can tell and the build does not block', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'CREATE UNIQUE INDEX CONCURRENTLY "User_email_key" ON "User" ("email");',
      }),
      [
        'Fails with 23505 if two rows of "User" have the same "email", and then leaves an invalid index that has to be dropped before the next try. Count the double rows before you deploy, with check --env or with GROUP BY and HAVING count(*) > 1.',
      ],
    ))

  test('over an expression', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'CREATE UNIQUE INDEX CONCURRENTLY "k" ON "User" (lower("email"));',
      }),
      [
        'Fails with 23505 if two rows of "User" have the same value of the indexed expression, and then leaves an invalid index that has to be dropped before the next try. Count the double rows before you deploy, with check --env or with GROUP BY and HAVING count(*) > 1.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'CREATE UNIQUE INDEX "User_email_key" ON "User" ("email");',
      measured: {
        0: {
          kind: 'failed',
          failure: { sqlState: '23505', message: 'could not create unique index' },
        },
      },
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"User_email_key"', 'error', ['data'], { table: 'public.User', index: 'User_email_key' }],
    )
  })

  test('not for a column that is added without a value: all rows are NULL', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "code" TEXT; CREATE UNIQUE INDEX CONCURRENTLY "k" ON "User" ("code");',
        execution: 'split',
      }),
      [],
    ))

  test('not for a build that blocks, which another rule tells', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'CREATE UNIQUE INDEX "k" ON "User" ("email");' }),
      [],
    ))

  test('not for other failures', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE UNIQUE INDEX "k" ON "User" ("email");',
        measured: {
          0: { kind: 'failed', failure: { sqlState: '42703', message: 'no such column' } },
        },
      }),
      [],
    ))

  test('not for an index that is not unique', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'CREATE INDEX CONCURRENTLY "k" ON "User" ("email");' }),
      [],
    ))
})
