import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'set-statistics'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says from when on it matters', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ALTER COLUMN "name" SET STATISTICS 500;',
      }),
      [
        'Sets how much ANALYZE keeps of "name" of "User": plans stay as they are until the table is analysed again. Add ANALYZE "User" behind it, or wait for autovacuum.',
      ],
    ))

  test('blames the column', () => {
    const script = { database, sql: 'ALTER TABLE "User" ALTER COLUMN "name" SET STATISTICS 500;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"name"', { table: 'public.User', column: 'name' }, []],
    )
  })

  test('not when ANALYZE follows, of this table or of all', () => {
    for (const sql of [
      'ALTER TABLE "User" ALTER COLUMN "name" SET STATISTICS 500; ANALYZE "User";',
      'ALTER TABLE "User" ALTER COLUMN "name" SET STATISTICS 500; ANALYZE;',
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ALTER COLUMN "name" SET STATISTICS 500;',
        newTables: ['public.User'],
      }),
      [],
    ))
})
