import assert from 'node:assert/strict'
import { findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'irreversible'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  test('says what only a backup has', () =>
    assert.deepEqual(
      found(
        'DROP TABLE "A"; ALTER TABLE "B" DROP COLUMN "x"; TRUNCATE "B"; DELETE FROM "B"; DROP SCHEMA s;',
      ).map(({ message }) => message.replace(/ cannot be undone.*/, '')),
      [
        'Dropping a table with its rows',
        'Dropping a column with its values',
        'Emptying a table',
        'Deleting rows',
        'Dropping a schema with all in it',
      ],
    ))

  test('not for what can be made again, nor on new tables', () => {
    assert.deepEqual(found('DROP INDEX "i"; DROP TYPE "e"; ALTER TABLE "A" ADD "y" INT;'), [])
    assert.deepEqual(found('CREATE TABLE "N" ("a" INT); DROP TABLE "N";'), [])
  })
})
