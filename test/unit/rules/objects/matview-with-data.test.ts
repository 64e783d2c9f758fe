import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'matview-with-data'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says what is read, and how to put it off', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'CREATE MATERIALIZED VIEW "Totals" AS SELECT count(*) FROM "User";',
      }),
      [
        'Runs the query of "Totals" over "User" inside the migration: nobody waits for it but the deployment, and VACUUM cannot remove old rows meanwhile. Create it WITH NO DATA and refresh it afterwards if the query is slow; until then reading it fails.',
      ],
    ))

  test('blames the view', () => {
    const script = {
      database,
      sql: 'CREATE MATERIALIZED VIEW "Totals" AS SELECT count(*) FROM "User";',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"Totals"', { table: 'public.Totals' }, []],
    )
  })

  test('not WITH NO DATA, nor a plain table', () => {
    for (const sql of [
      'CREATE MATERIALIZED VIEW "Totals" AS SELECT count(*) FROM "User" WITH NO DATA;',
      'CREATE TABLE "Totals" AS SELECT count(*) FROM "User";',
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not when it reads new tables only, or none', () => {
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE MATERIALIZED VIEW "Totals" AS SELECT count(*) FROM "User";',
        newTables: ['public.User'],
      }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'CREATE MATERIALIZED VIEW "Totals" AS SELECT 1 AS "n";' }),
      [],
    )
  })
})
