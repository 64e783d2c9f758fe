import assert from 'node:assert/strict'
import { findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'wide-lock-window'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  const sql = 'CREATE INDEX "i" ON "A" ("x"); CREATE INDEX "j" ON "B" ("x");'

  test('names the tables that stay locked together, and is told once', () => {
    const [finding, ...others] = found(`${sql} CREATE INDEX "k" ON "B" ("id");`)
    assert.equal(
      finding?.message,
      'The transaction locks "A" and "B" one after the other and lets go of all of them at its end: while it waits for one, the others are blocked already, and a transaction of the application that takes them in another order deadlocks with it. Prisma up to 7.3 sends the file as one transaction. Write one migration for each table.',
    )
    assert.deepEqual([finding.severity, finding.statement, others], ['warning', 1, []])
  })

  test('is only information where everything is brief', () =>
    assert.deepEqual(
      found('ALTER TABLE "A" ADD "y" INT; ALTER TABLE "B" ADD "y" INT;').map(
        ({ severity }) => severity,
      ),
      ['information'],
    ))

  test('nor where the slow statement locks the same tables itself, and its own rule warns', () =>
    assert.deepEqual(
      found(
        'ALTER TABLE "A" ADD "b" INT; ALTER TABLE "A" ADD FOREIGN KEY ("b") REFERENCES "B" ("id");',
      ).map(({ severity }) => severity),
      ['information'],
    ))

  test('not where each statement commits by itself', () =>
    assert.deepEqual(found(sql, { execution: 'split' }), []))

  test('not for one statement that needs both tables, nor for one table', () => {
    assert.deepEqual(
      found('ALTER TABLE "A" ADD CONSTRAINT "f" FOREIGN KEY ("n") REFERENCES "B" ("id");'),
      [],
    )
    assert.deepEqual(found('ALTER TABLE "A" ADD "y" INT; ALTER TABLE "A" ADD "z" INT;'), [])
  })

  test('not for new tables', () =>
    assert.deepEqual(
      found(
        'CREATE TABLE "N" ("a" INT); ALTER TABLE "N" ADD "b" INT; ALTER TABLE "A" ADD "y" INT;',
      ),
      [],
    ))

  test('not where a slow statement behind ACCESS EXCLUSIVE tells it already', () =>
    assert.deepEqual(found('ALTER TABLE "A" DROP COLUMN "x"; CREATE INDEX "i" ON "B" ("x");'), []))
})
