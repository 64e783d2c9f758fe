import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'function-volatility-change'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "name" TEXT);
  CREATE FUNCTION "fold" (a TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS 'select lower(a)';`

suite(rule, () => {
  test('says what it was and what it becomes', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: `CREATE OR REPLACE FUNCTION "fold" (a TEXT) RETURNS TEXT LANGUAGE sql STABLE AS 'select lower(a)';`,
      }),
      [
        'Replaces the function "fold", which was immutable and becomes stable: queries that call it are planned in another way, and it may no longer be allowed in an index or a generated column. Keep the volatility unless the body needs the other.',
      ],
    ))

  test('names the index that keeps the old answers', () =>
    assert.deepEqual(
      messagesOf(rule, {
        sql: `CREATE OR REPLACE FUNCTION "fold" (a TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS 'select upper(a)';`,
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "name" TEXT);
  CREATE FUNCTION "fold" (a TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS 'select lower(a)'; CREATE INDEX "User_folded" ON "User" ("fold"("name"));`,
      }),
      [
        'Replaces the function "fold": "User_folded" keeps the answers of the old one, so that queries may miss rows. Run REINDEX CONCURRENTLY on "User_folded" behind it, or keep it immutable with the same answers.',
      ],
    ))

  test('blames the function', () => {
    const script = {
      database,
      sql: `CREATE OR REPLACE FUNCTION "fold" (a TEXT) RETURNS TEXT LANGUAGE sql AS 'select lower(a)';`,
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"fold"', {}, ['readers']],
    )
  })

  test('not when body and volatility stay', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: `CREATE OR REPLACE FUNCTION "fold" (a TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS 'select lower(a)';`,
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "name" TEXT);
  CREATE FUNCTION "fold" (a TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS 'select lower(a)'; CREATE INDEX "User_folded" ON "User" ("fold"("name"));`,
      }),
      [],
    ))

  test('not when only the body changes and no index uses it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `CREATE OR REPLACE FUNCTION "fold" (a TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS 'select upper(a)';`,
      }),
      [],
    ))

  test('not of a function that is new, or not known', () => {
    for (const sql of [
      `CREATE OR REPLACE FUNCTION "other" (a TEXT) RETURNS TEXT LANGUAGE sql AS 'select a';`,
      `CREATE FUNCTION "fold" (a INTEGER) RETURNS INTEGER LANGUAGE sql AS 'select a';`,
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })
})
