import assert from 'node:assert/strict'
import { loadPrismaSplitter } from '../../../server/src/sql/prismaSplitter.js'
import { splitStatements } from '../../../server/src/sql/splitStatements.js'

const splitter = await loadPrismaSplitter()
const fallbackOf = (script: string) => splitter.fallbackOf(script, splitStatements(script))

/** What Prisma's parser was seen to read in files of Prisma 7.4 and later. */
const read = [
  'CREATE INDEX CONCURRENTLY "i" ON "t" ("c")',
  'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "i" ON "t" ("c")',
  'DROP INDEX "i"',
  'ALTER INDEX "i" RENAME TO "j"',
  'ALTER TABLE "t" ADD CONSTRAINT "c" CHECK ("a" > 1) NOT VALID',
  'ALTER TABLE "t" ADD CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "p"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID',
  'ALTER TABLE "t" VALIDATE CONSTRAINT "c"',
  'ALTER TABLE "t" ALTER COLUMN "c" SET DATA TYPE TEXT USING ("c"::text)',
  'ALTER TABLE "t" RENAME CONSTRAINT "a" TO "b"',
  'ALTER TABLE "t" ENABLE ROW LEVEL SECURITY',
  `CREATE TYPE "E" AS ENUM ('a', 'b')`,
  `ALTER TYPE "E" ADD VALUE IF NOT EXISTS 'c' BEFORE 'a'`,
  `ALTER TYPE "E" RENAME VALUE 'a' TO 'b'`,
  'ALTER TYPE "E" RENAME TO "F"',
  'DROP TYPE "E"',
  'BEGIN',
  'COMMIT',
  `SET lock_timeout = '5s'`,
  `SET LOCAL lock_timeout = '5s'`,
  'CREATE OR REPLACE FUNCTION f() RETURNS trigger AS $$ BEGIN RETURN NEW; END; $$ LANGUAGE plpgsql',
  'CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW EXECUTE FUNCTION f()',
  'CREATE VIEW v AS SELECT 1',
  'CREATE MATERIALIZED VIEW v AS SELECT 1',
  'CREATE POLICY p ON t USING (true)',
  'CREATE EXTENSION IF NOT EXISTS "citext"',
  'VACUUM t',
  'INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING',
  'UPDATE t SET a = 1 WHERE b IS NULL',
  'DELETE FROM t',
]

/** What it was seen to stop at. */
const notRead = [
  'DROP INDEX CONCURRENTLY "i"',
  'DROP INDEX CONCURRENTLY IF EXISTS "i"',
  'REINDEX TABLE "t"',
  'REINDEX INDEX CONCURRENTLY "i"',
  'ALTER TABLE "t" ADD CONSTRAINT "u" UNIQUE USING INDEX "i"',
  'ALTER TABLE "t" ADD CONSTRAINT "u" PRIMARY KEY USING INDEX "i"',
  'ALTER TABLE "t" ADD CONSTRAINT "e" EXCLUDE USING gist (r WITH &&)',
  'ALTER TABLE "t" ATTACH PARTITION "p" FOR VALUES FROM (1) TO (2)',
  'ALTER TABLE "t" DETACH PARTITION "p" CONCURRENTLY',
  'DO $$ BEGIN PERFORM 1; END $$',
  'REFRESH MATERIALIZED VIEW "v"',
  'ALTER SEQUENCE "s" AS bigint',
  'LOCK TABLE "t" IN ACCESS EXCLUSIVE MODE',
  'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO x',
  'ALTER TABLE "t" ALTER COLUMN "c" SET STATISTICS 100',
  'ALTER TABLE "t" SET SCHEMA s',
  'ALTER TABLE "t" SET LOGGED',
  'ALTER TABLE "t" SET UNLOGGED',
  'CREATE STATISTICS s ON a, b FROM t',
  'ALTER TABLE "t" CLUSTER ON "i"',
  'CREATE RULE r AS ON INSERT TO t DO NOTHING',
  'CREATE PUBLICATION p FOR TABLE t',
  'ALTER EXTENSION x UPDATE',
  'CREATE AGGREGATE a(int) (sfunc = f, stype = int)',
  'ALTER FUNCTION f() OWNER TO x',
  'ALTER TABLE "t" INHERIT "p"',
  'MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DO NOTHING',
]

suite('how Prisma 7.4 and later cut a file', () => {
  for (const sql of read) {
    test(`reads ${sql.slice(0, 70)}`, () => assert.equal(fallbackOf(`${sql};`), undefined))
  }

  for (const sql of notRead) {
    test(`stops at ${sql.slice(0, 70)}`, () =>
      assert.equal(fallbackOf(`SELECT 1;\n${sql};\nSELECT 2;`)?.statement, 1))
  }

  test('names the first statement that it stops at, and says why', () =>
    assert.deepEqual(
      fallbackOf('ALTER TABLE "t" ADD "a" INT;\nDROP INDEX CONCURRENTLY "i";\nDO $$ BEGIN END $$;'),
      {
        statement: 1,
        reason: 'sql parser error: Expected: end of statement, found: "i" at Line: 2, Column: 25',
      },
    ))

  test('blames no statement where only the whole file does not parse', () => {
    const { statement, reason } = fallbackOf('\ufeffSELECT 1;') ?? {}
    assert.equal(statement, undefined)
    assert.match(reason ?? '', /^sql parser error: Expected: an SQL statement/)
  })

  test('finds nothing wrong with an empty file, comments and empty statements', () => {
    assert.equal(fallbackOf(''), undefined)
    assert.equal(fallbackOf('-- nothing\n'), undefined)
    assert.equal(fallbackOf('SELECT 1;;\n-- two\nSELECT 2'), undefined)
  })

  // Its time doubles with each of them: 40 would take days.
  test('does not try what is nested so deep that the parser would never end', () => {
    const calls = (depth: number) => `SELECT ${'lower('.repeat(depth)}'A'${')'.repeat(depth)};`
    assert.equal(fallbackOf(`SELECT 1; ${calls(10)}`), undefined)
    const { statement, reason = '' } = fallbackOf(`SELECT 1; ${calls(40)}`) ?? {}
    assert.equal(statement, 1)
    assert.match(reason, /nested more than 15 deep/)
    const cases = `SELECT ${'CASE WHEN true THEN '.repeat(40)}1 1${' END'.repeat(40)}`
    assert.match(fallbackOf(cases)?.reason ?? '', /nested more than 15 deep/)
  })
})
