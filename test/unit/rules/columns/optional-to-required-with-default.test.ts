import assert from 'node:assert/strict'
import { messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'optional-to-required-with-default'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "role" TEXT, "size" INTEGER);'
const both =
  'ALTER TABLE "User" ALTER COLUMN "role" SET NOT NULL, ALTER COLUMN "role" SET DEFAULT \'guest\';'

suite(rule, () => {
  test('says that the default fills no old row, and the UPDATE that does', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: both }), [
      'Makes "role" of "User" required with the default \'guest\', which only new rows get: it fails if an old row holds NULL. The statement takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Fill the old rows in an earlier migration, in batches: UPDATE "User" SET "role" = \'guest\' WHERE "role" IS NULL.',
    ]))

  test('in two statements too', () =>
    assert.deepEqual(
      rulesFor({
        database,
        sql: `ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'guest'; ALTER TABLE "User" ALTER COLUMN "role" SET NOT NULL;`,
      }),
      [rule],
    ))

  test('the default of another column is another matter', () =>
    assert.deepEqual(
      rulesFor({
        database,
        sql: 'ALTER TABLE "User" ALTER COLUMN "role" SET NOT NULL, ALTER COLUMN "size" SET DEFAULT 1;',
      }),
      ['set-not-null-scan'],
    ))

  test('an UPDATE of the column before leaves only the scan, one of another column does not', () => {
    const after = (update: string) => {
      const found = rulesFor({ database, sql: `${update}; ${both}` })
      return found.filter((id) => id === rule || id === 'set-not-null-scan')
    }
    assert.deepEqual(after(`UPDATE "User" SET "role" = 'guest' WHERE "role" IS NULL`), [
      'set-not-null-scan',
    ])
    assert.deepEqual(after('UPDATE "User" SET "size" = 1'), [rule])
  })

  test('not when a validated CHECK says that no row holds NULL', () =>
    assert.deepEqual(
      rulesFor({
        database: `${database} ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("role" IS NOT NULL);`,
        sql: both,
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(rulesFor({ sql: `CREATE TABLE "User" ("role" TEXT); ${both}` }), []))
})
