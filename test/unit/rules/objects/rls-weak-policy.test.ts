import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'rls-weak-policy'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says what its roles may do', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'CREATE POLICY "all" ON "User" USING (true);' }),
      [
        'The policy "all" is always true: its roles may read and write every row of "User", whatever other permissive policies say. Name the rows in its condition, or leave row security off for this table.',
      ],
    ))

  test('of one command: says which', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'CREATE POLICY "all" ON "User" FOR INSERT WITH CHECK (1 = 1);',
      }),
      [
        'The policy "all" is always true: its roles may add any row of "User", whatever other permissive policies say. Name the rows in its condition, or leave row security off for this table.',
      ],
    ))

  test('blames the statement', () => {
    const script = { database, sql: 'CREATE POLICY "all" ON "User" USING (true);' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['CREATE', { table: 'public.User' }, ['data']],
    )
  })

  test('not with a condition on the row', () => {
    for (const sql of [
      'CREATE POLICY "own" ON "User" USING ("id" = 1);',
      'CREATE POLICY "own" ON "User" USING (1 = 2);',
      'CREATE POLICY "own" ON "User" USING (true AND "id" = 1);',
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not a restrictive one, which only takes away', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE POLICY "all" ON "User" AS RESTRICTIVE USING (true);',
      }),
      [],
    ))

  test('a part behind OR that is always true opens it as well', () =>
    assert.equal(
      findingsOf(rule, { database, sql: 'CREATE POLICY "own" ON "User" USING ("id" = 1 OR true);' })
        .length,
      1,
    ))
})
