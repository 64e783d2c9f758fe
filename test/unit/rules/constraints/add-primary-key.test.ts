import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'add-primary-key'
const database = 'CREATE TABLE "Log" ("id" INTEGER, "at" DATE);'

suite(rule, () => {
  test('says who waits, and the way in four files', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "Log" ADD CONSTRAINT "Log_pkey" PRIMARY KEY ("id", "at");',
      }),
      [
        'Makes "id" and "at" the primary key of "Log", which fails if two rows are equal there or one holds NULL. Takes ACCESS EXCLUSIVE on "Log" while it reads the whole table: every query on it waits until it is done. Require the columns by way of a validated CHECK, build a unique index CONCURRENTLY, and make it the key with ADD PRIMARY KEY USING INDEX.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "Log" ADD CONSTRAINT "Log_pkey" PRIMARY KEY ("id", "at");',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      [
        '"Log_pkey"',
        'warning',
        ['readers', 'writers'],
        { table: 'public.Log', constraint: 'Log_pkey' },
      ],
    )
  })

  test('not with USING INDEX', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Log" ADD CONSTRAINT "k" PRIMARY KEY USING INDEX "i";',
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("a" INTEGER, "b" INTEGER); ALTER TABLE "N" ADD PRIMARY KEY ("a");',
      }),
      [],
    ))

  test('not where the old key is dropped, which another rule tells', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'ALTER TABLE "Log" DROP CONSTRAINT "p", ADD CONSTRAINT "p" PRIMARY KEY ("at");',
        database:
          'CREATE TABLE "Log" ("id" INTEGER, "at" DATE, CONSTRAINT "p" PRIMARY KEY ("id"));',
      }),
      [],
    ))

  test('not when PostgreSQL refuses it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Log" ADD PRIMARY KEY ("id");',
        measured: {
          0: { kind: 'failed', failure: { sqlState: '42P16', message: 'multiple primary keys' } },
        },
      }),
      [],
    ))
})
