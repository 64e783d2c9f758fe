import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'rls-enabled-without-policy'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says who finds no row, and where the policy belongs', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "User" ENABLE ROW LEVEL SECURITY;' }),
      [
        'Turns on row security for "User" without a policy: every role but the owner finds no row in it and cannot write any. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Create the policies before it, in the same migration.',
      ],
    ))

  test('where each statement is committed: says how long', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ENABLE ROW LEVEL SECURITY; CREATE POLICY "own" ON "User" USING ("id" = 1);',
        execution: 'split',
      }),
      [
        'Turns on row security for "User" without a policy: every role but the owner finds no row in it and cannot write any until the policy further down is there, because each statement is committed by itself. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Create the policies before it.',
      ],
    ))

  test('with FORCE: the owner too', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;',
      }),
      [
        'Turns on row security for "User" without a policy: every role, the owner included, finds no row in it and cannot write any. The statement takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Create the policies before it, in the same migration.',
      ],
    ))

  test('blames the command', () => {
    const script = { database, sql: 'ALTER TABLE "User" ENABLE ROW LEVEL SECURITY;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['ENABLE', { table: 'public.User' }, ['old-code']],
    )
  })

  test('not with a policy in the same transaction, or there already', () => {
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ENABLE ROW LEVEL SECURITY; CREATE POLICY "own" ON "User" USING ("id" = 1);',
      }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'ALTER TABLE "User" ENABLE ROW LEVEL SECURITY;',
        database:
          'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT); CREATE POLICY "own" ON "User" USING ("id" = 1);',
      }),
      [],
    )
  })

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ENABLE ROW LEVEL SECURITY;',
        newTables: ['public.User'],
      }),
      [],
    ))

  test('the policy of another table does not help', () =>
    assert.equal(
      findingsOf(rule, {
        database: `${database} CREATE TABLE "Post" ("id" INTEGER);`,
        sql: 'ALTER TABLE "User" ENABLE ROW LEVEL SECURITY; CREATE POLICY "own" ON "Post" USING ("id" = 1);',
      }).length,
      1,
    ))
})
