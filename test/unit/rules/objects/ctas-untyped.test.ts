import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'ctas-untyped'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says what the table lacks', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'CREATE TABLE "Copy" AS SELECT * FROM "User";' }),
      [
        'Creates "Copy" from a query: it has no primary key, default, NOT NULL or index, whatever the tables that it reads have. Create the table first, then fill it with INSERT … SELECT.',
      ],
    ))

  test('blames the table', () => {
    const script = { database, sql: 'SELECT * INTO "Copy" FROM "User";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"Copy"', { table: 'public.Copy' }, ['new-code']],
    )
  })

  test('not for a temporary table, a materialized view, or one that is dropped again', () => {
    for (const sql of [
      'CREATE TEMP TABLE "Copy" AS SELECT * FROM "User";',
      'CREATE MATERIALIZED VIEW "Copy" AS SELECT * FROM "User";',
      'CREATE TABLE "Copy" AS SELECT * FROM "User"; DROP TABLE "Copy";',
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })
})
