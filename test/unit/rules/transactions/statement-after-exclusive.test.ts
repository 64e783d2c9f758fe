import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'statement-after-exclusive'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  const sql = 'ALTER TABLE "A" DROP COLUMN "x"; CREATE INDEX "i" ON "B" ("x");'

  test('says which table is blocked meanwhile, why it is one transaction, and what to do', () => {
    const [finding] = found(sql)
    assert.equal(
      finding?.message,
      'Reads or writes many rows while an earlier statement of the transaction holds ACCESS EXCLUSIVE on "A": every query on it waits until this is done too. Prisma up to 7.3 sends the file as one transaction. Put it before that statement, or into a migration of its own.',
    )
    assert.deepEqual([finding.severity, finding.hurts], ['warning', ['readers', 'writers']])
    assert.equal(blamed({ sql }, finding), '"i"')
  })

  test('is told at the first slow statement only', () =>
    assert.deepEqual(
      found(`${sql} CREATE INDEX "j" ON "B" ("id");`).map(({ statement }) => statement),
      [1],
    ))

  test('says so where Prisma sends the file whole because its parser fails', () => {
    const [finding] = found(`${sql} REINDEX TABLE "B";`, { execution: 'fallback' })
    assert.match(
      finding?.message ?? '',
      /send this file as one transaction all the same, because their parser cannot read REINDEX TABLE in it\./,
    )
  })

  test('not where each statement commits by itself, but in a block from BEGIN to COMMIT', () => {
    assert.deepEqual(found(sql, { execution: 'split' }), [])
    const [finding] = found(`BEGIN; ${sql} COMMIT;`, { execution: 'split' })
    assert.match(finding?.message ?? '', / A BEGIN of the file has opened the transaction\./)
  })

  test('not behind a COMMIT, not before the lock, and not for work on the catalogue', () => {
    assert.deepEqual(
      found('ALTER TABLE "A" DROP COLUMN "x"; COMMIT; CREATE INDEX ON "B" ("x");'),
      [],
    )
    assert.deepEqual(found('CREATE INDEX "i" ON "B" ("x"); ALTER TABLE "A" DROP COLUMN "x";'), [])
    assert.deepEqual(
      found('ALTER TABLE "A" DROP COLUMN "x"; ALTER TABLE "B" ADD COLUMN "y" INT;'),
      [],
    )
  })

  test('not for what locks that table itself, and not on new tables', () => {
    assert.deepEqual(
      found(
        'ALTER TABLE "A" ADD "b" INT; ALTER TABLE "A" ADD FOREIGN KEY ("b") REFERENCES "B" ("id");',
      ),
      [],
    )
    assert.deepEqual(
      found('ALTER TABLE "A" DROP COLUMN "x"; ALTER TABLE "A" ALTER COLUMN "n" TYPE BIGINT;'),
      [],
    )
    assert.deepEqual(
      found(
        'CREATE TABLE "N" ("a" INT); ALTER TABLE "N" ADD "b" INT; CREATE INDEX "i" ON "B" ("x");',
      ),
      [],
    )
  })

  test('not for a swap of enums, which is one story', () =>
    assert.deepEqual(
      found(
        `CREATE TYPE "E_new" AS ENUM ('a'); ALTER TABLE "C" ALTER COLUMN "x" TYPE "E_new" USING "x"::text::"E_new";
        ALTER TABLE "D" ALTER COLUMN "x" TYPE "E_new" USING "x"::text::"E_new";
        ALTER TYPE "E" RENAME TO "E_old"; ALTER TYPE "E_new" RENAME TO "E"; DROP TYPE "E_old";`,
        {
          database: `CREATE TYPE "E" AS ENUM ('a', 'b'); CREATE TABLE "C" ("x" "E"); CREATE TABLE "D" ("x" "E");`,
        },
      ),
      [],
    ))
})
