import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'duplicate-column-assignment'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('of an UPDATE: names the column', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'UPDATE "User" SET "n" = 1, "n" = 2 WHERE "id" = 1;' }),
      [
        'Assigns "n" of "User" more than once: PostgreSQL refuses the statement, and the migration fails. Keep the assignment that is meant.',
      ],
    ))

  test('of an INSERT', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'INSERT INTO "User" ("n", "n") VALUES (1, 2);' }),
      [
        'Assigns "n" of "User" more than once: PostgreSQL refuses the statement, and the migration fails. Keep the assignment that is meant.',
      ],
    ))

  test('blames the table', () => {
    const script = { database, sql: 'UPDATE "User" SET "n" = 1, "n" = 2;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"User"', { table: 'public.User', column: 'n' }, ['new-code']],
    )
  })

  test('not when each is assigned once', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `UPDATE "User" SET "n" = 1, "name" = 'a' WHERE "id" = 1;`,
      }),
      [],
    ))

  test('not the elements of an array', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'UPDATE "User" SET "n"[1] = 1, "n"[2] = 2 WHERE "id" = 1;',
      }),
      [],
    ))

  test('also behind ON CONFLICT', () =>
    assert.equal(
      findingsOf(rule, {
        database,
        sql: 'INSERT INTO "User" ("id") VALUES (1) ON CONFLICT ("id") DO UPDATE SET "n" = 1, "n" = 2;',
      }).length,
      1,
    ))

  test('no other rule blames the statement, which never runs', () =>
    assert.deepEqual(rulesFor({ database, sql: 'UPDATE "User" SET "n" = 1, "n" = 2;' }), [rule]))
})
