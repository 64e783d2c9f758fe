import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'not-atomic-multi-statement'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  const split = { execution: 'split' } as const
  const sql = 'ALTER TABLE "A" DROP COLUMN "x"; CREATE UNIQUE INDEX "u" ON "B" ("x");'

  test('says what stays, and that someone has to repair it', () => {
    const [finding] = found(sql, split)
    assert.equal(
      finding?.message,
      'Prisma 7.4 and later commit each statement by itself. When this statement fails, the statement before it stays applied, deploys stop, and someone has to repair the database and run prisma migrate resolve by hand. Put BEGIN and COMMIT around the file, or the statement into a migration of its own.',
    )
    assert.deepEqual(
      [finding.severity, blamed({ sql }, finding), finding.facts],
      ['warning', '"u"', { committedBefore: 1 }],
    )
  })

  test('is told once, at the first statement that rows can make fail', () =>
    assert.deepEqual(
      found(`${sql} ALTER TABLE "A" ALTER COLUMN "n" SET NOT NULL;`, split).map(
        ({ statement }) => statement,
      ),
      [1],
    ))

  test('for each kind of statement that rows can make fail', () => {
    for (const statement of [
      'ALTER TABLE "A" ALTER COLUMN "n" SET NOT NULL',
      'ALTER TABLE "A" ADD CONSTRAINT "c" CHECK ("n" > 0)',
      'ALTER TABLE "A" VALIDATE CONSTRAINT "c"',
      'ALTER TABLE "A" ALTER COLUMN "n" TYPE SMALLINT',
      'CREATE UNIQUE INDEX CONCURRENTLY "c" ON "A" ("x")',
    ])
      assert.equal(
        found(`ALTER TABLE "B" DROP COLUMN "x"; ${statement};`, split).length,
        1,
        statement,
      )
  })

  test('rows that are put in, unless a conflict is let pass', () => {
    const insert = 'ALTER TABLE "A" DROP COLUMN "x"; INSERT INTO "B" VALUES (1)'
    assert.equal(found(`${insert};`, split).length, 1)
    assert.deepEqual(found(`${insert} ON CONFLICT DO NOTHING;`, split), [])
    assert.deepEqual(found(`ALTER TABLE "A" ADD "y" INT; UPDATE "B" SET "x" = 'y';`, split), [])
  })

  test('not for keys of a column that is all NULL yet, nor for a foreign key that was there', () => {
    assert.deepEqual(
      found(
        'ALTER TABLE "A" ADD "b" INT; CREATE UNIQUE INDEX "u" ON "A" ("b"); ALTER TABLE "A" ADD FOREIGN KEY ("b") REFERENCES "B" ("id");',
        split,
      ),
      [],
    )
    assert.deepEqual(
      found(
        'ALTER TABLE "A" DROP CONSTRAINT "f"; ALTER TABLE "A" ADD CONSTRAINT "f" FOREIGN KEY ("n") REFERENCES "B" ("id") ON DELETE CASCADE;',
        {
          ...split,
          database: `${database} ALTER TABLE "A" ADD CONSTRAINT "f" FOREIGN KEY ("n") REFERENCES "B" ("id");`,
        },
      ),
      [],
    )
  })

  test('any statement that locks, once lock_timeout is set', () =>
    assert.equal(
      found(
        `SET lock_timeout = '5s'; ALTER TABLE "A" DROP COLUMN "x"; ALTER TABLE "B" ADD "y" INT;`,
        split,
      ).length,
      1,
    ))

  test('not in one transaction', () => {
    assert.deepEqual(found(sql), [])
    assert.deepEqual(found(`BEGIN; ${sql} COMMIT;`, split), [])
  })

  test('not where the statement stands first, or what stands before it can run again', () => {
    assert.deepEqual(
      found('CREATE UNIQUE INDEX "u" ON "B" ("x"); ALTER TABLE "A" DROP COLUMN "x";', split),
      [],
    )
    assert.deepEqual(
      found(
        'ALTER TABLE "A" DROP COLUMN IF EXISTS "x"; CREATE UNIQUE INDEX "u" ON "B" ("x");',
        split,
      ),
      [],
    )
  })

  test('an UPDATE can run again where its condition leaves out what it has filled', () => {
    const behind = (update: string) =>
      found(`${update}; ALTER TABLE "B" ALTER COLUMN "x" SET NOT NULL;`, split).length
    assert.equal(behind(`UPDATE "A" SET "x" = 'y' WHERE "x" IS NULL`), 0)
    assert.equal(behind(`UPDATE "A" SET "x" = 'y' WHERE "id" > 9 AND "A"."x" IS NULL`), 0)
    assert.equal(behind(`UPDATE "A" SET "x" = 'y' WHERE "id" > 9 OR "x" IS NULL`), 1)
    assert.equal(behind(`UPDATE "A" SET "x" = 'y' WHERE "n" IS NULL`), 1)
    assert.equal(behind(`UPDATE "A" SET "x" = 'y' WHERE "x" IS NOT NULL`), 1)
    assert.equal(behind(`UPDATE "A" SET "n" = "n" + 1`), 1)
  })

  test('not for statements that no row can make fail, and not on new tables', () => {
    assert.deepEqual(found('DROP TABLE "A"; ALTER TABLE "B" ADD "y" INT;', split), [])
    assert.deepEqual(
      found('CREATE TABLE "N" ("a" INT); CREATE UNIQUE INDEX "u" ON "N" ("a");', split),
      [],
    )
  })
})
