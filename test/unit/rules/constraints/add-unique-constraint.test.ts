import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'add-unique-constraint'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);'

suite(rule, () => {
  test('says who waits, and to stop at the index', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "User_email_key" UNIQUE ("email");',
      }).map(({ message }) => message),
      [
        'Adds the unique constraint "User_email_key" to "User" and builds its index, which fails if two rows have the same "email". Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Create a unique index CONCURRENTLY under the name that @unique gives it, and leave it at that: Prisma takes a constraint for an index and cannot drop it later.',
      ],
    ))

  test('on a column that has just been added nothing can be equal', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "code" TEXT; ALTER TABLE "User" ADD UNIQUE ("code");',
        execution: 'split',
      }).map(({ message }) => message),
      [
        'Adds the unique constraint to "User" and builds its index. Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Create a unique index CONCURRENTLY under the name that @unique gives it, and leave it at that: Prisma takes a constraint for an index and cannot drop it later.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "User" ADD CONSTRAINT "User_email_key" UNIQUE ("email");',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      [
        '"User_email_key"',
        'warning',
        ['readers', 'writers'],
        { table: 'public.User', constraint: 'User_email_key' },
      ],
    )
  })

  test('not with USING INDEX', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "k" UNIQUE USING INDEX "i";',
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("a" INTEGER, "b" INTEGER); ALTER TABLE "N" ADD UNIQUE ("a");',
      }),
      [],
    ))

  test('not when PostgreSQL refuses it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD UNIQUE ("email");',
        measured: { 0: { kind: 'failed', failure: { sqlState: '42P07', message: 'exists' } } },
      }),
      [],
    ))
})
