import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'change-primary-key'
const database =
  'CREATE TABLE "User" ("id" INTEGER, "email" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));'

suite(rule, () => {
  test('in one statement, as Prisma writes it', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" DROP CONSTRAINT "User_pkey", ADD CONSTRAINT "User_pkey" PRIMARY KEY ("email");',
      }),
      [
        'Moves the primary key of "User" to "email", which fails if two rows are equal there or one holds NULL, and builds its index first. The statement takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Running code that finds, changes or connects rows by the old key no longer fits. Build a unique index on the new columns CONCURRENTLY and release code that uses it, then swap the keys with PRIMARY KEY USING INDEX.',
      ],
    ))

  test('in two statements', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" DROP CONSTRAINT "User_pkey"; ALTER TABLE "User" ADD PRIMARY KEY ("email");',
      }),
      [
        'Moves the primary key of "User" to "email", which fails if two rows are equal there or one holds NULL, and builds its index first. Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Running code that finds, changes or connects rows by the old key no longer fits. Build a unique index on the new columns CONCURRENTLY and release code that uses it, then swap the keys with PRIMARY KEY USING INDEX.',
      ],
    ))

  test('of a table that is not known, by the name of its key', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "X" DROP CONSTRAINT "X_pkey", ADD CONSTRAINT "X_pkey" PRIMARY KEY ("a");',
        measured: { 0: undefined },
      }),
      [
        'Moves the primary key of "X" to "a", which fails if two rows are equal there or one holds NULL, and builds its index first. The statement takes ACCESS EXCLUSIVE on "X" (derived, not measured) while it reads the whole table: every query on it waits until it is done. Running code that finds, changes or connects rows by the old key no longer fits. Build a unique index on the new columns CONCURRENTLY and release code that uses it, then swap the keys with PRIMARY KEY USING INDEX.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "User" DROP CONSTRAINT "User_pkey", ADD CONSTRAINT "User_pkey" PRIMARY KEY ("email");',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      [
        '"User_pkey"',
        'error',
        ['old-code', 'readers', 'writers'],
        { table: 'public.User', constraint: 'User_pkey' },
      ],
    )
  })

  test('not by USING INDEX', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" DROP CONSTRAINT "User_pkey", ADD CONSTRAINT "k" PRIMARY KEY USING INDEX "i";',
      }),
      [],
    ))

  test('not a first primary key', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'ALTER TABLE "Log" ADD PRIMARY KEY ("id");',
        database: 'CREATE TABLE "Log" ("id" INTEGER);',
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("a" INTEGER, "b" INTEGER); ALTER TABLE "N" ADD CONSTRAINT "k" PRIMARY KEY ("a"); ALTER TABLE "N" DROP CONSTRAINT "k", ADD PRIMARY KEY ("b");',
      }),
      [],
    ))
})
