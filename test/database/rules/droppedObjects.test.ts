import assert from 'node:assert/strict'
import { startBench, type Bench, type Judged } from '../../support/judge.js'

suite('drops and renames of all kinds of objects, judged by what PostgreSQL does', () => {
  let bench: Bench
  suiteSetup(() => {
    bench = startBench(
      `CREATE TYPE "Role" AS ENUM ('A', 'B');
       CREATE TABLE "User" ("id" INTEGER NOT NULL, "email" TEXT, "nick" TEXT, "role" "Role", CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
       CREATE UNIQUE INDEX "both" ON "User" ("email", "nick");
       CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER REFERENCES "User" ("id"));
       CREATE VIEW "Emails" AS SELECT "email" FROM "User";
       CREATE VIEW "Alone" AS SELECT 1 AS one;
       CREATE FUNCTION "touch"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
       CREATE TRIGGER "t" BEFORE UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION "touch"();
       CREATE POLICY "own" ON "User" USING (true);
       CREATE SEQUENCE "numbers";
       CREATE SCHEMA "audit";
       CREATE TABLE "audit"."Log" ("id" INTEGER);`,
    )
  })
  suiteTeardown(() => bench.end())

  const refusal = ({ script }: Judged) => {
    const evidence = script.statements[0]?.evidence
    assert.ok(evidence?.kind === 'refused', JSON.stringify(evidence))
    return evidence.failure.sqlState
  }
  const messageOf = (rule: string, { all }: Judged) =>
    all.find((finding) => finding.rule === rule)?.message ?? ''

  test('drop-blocked-by-dependent: refused with 2BP01, naming what needs it', async () => {
    for (const [sql, user] of [
      ['DROP TABLE "User";', /the foreign key "Post_authorId_fkey" of "Post"/],
      ['ALTER TABLE "User" DROP COLUMN "email";', /the view "Emails"/],
      ['ALTER TABLE "User" DROP CONSTRAINT "User_pkey";', /the foreign key "Post_authorId_fkey"/],
      ['DROP TYPE "Role";', /the column "role" of "User"/],
      ['DROP FUNCTION "touch"();', /the trigger "t" of "User"/],
    ] as const) {
      const judged = await bench.migration(sql)
      assert.equal(refusal(judged), '2BP01', sql)
      assert.deepEqual(judged.rules, ['drop-blocked-by-dependent'], sql)
      assert.match(judged.messages[0] ?? '', user)
    }
  })

  test('drop-dependents-cascade: what goes along, which PostgreSQL only notes', async () => {
    for (const [sql, gone] of [
      ['DROP TABLE "User" CASCADE;', /the foreign key "Post_authorId_fkey" of "Post" and the view/],
      ['ALTER TABLE "User" DROP COLUMN "email" CASCADE;', /the view "Emails"/],
      ['DROP TYPE "Role" CASCADE;', /the column "role" of "User"/],
      ['DROP FUNCTION "touch"() CASCADE;', /the trigger "t" of "User"/],
    ] as const) {
      const judged = await bench.migration(sql)
      assert.equal(judged.script.statements[0]?.evidence.kind, 'measured', sql)
      assert.match(messageOf('drop-dependents-cascade', judged), gone, sql)
    }
  })

  test('drop-column-loses-index: PostgreSQL drops the index without CASCADE', async () => {
    const judged = await bench.migration('ALTER TABLE "User" DROP COLUMN "nick";')
    assert.deepEqual(judged.rules, ['drop-column', 'drop-column-loses-index'])
    assert.match(messageOf('drop-column-loses-index', judged), /goes the unique index "both"/)
    const left = judged.script.after.tables['public.User']?.indexes.map(({ name }) => name)
    assert.deepEqual(left, ['User_pkey'])
  })

  test('code objects: gone, in between, or created again at once', async () => {
    for (const [rule, drop, create] of [
      ['drop-view', 'DROP VIEW "Alone";', 'CREATE VIEW "Alone" AS SELECT 2 AS one;'],
      ['drop-sequence', 'DROP SEQUENCE "numbers";', 'CREATE SEQUENCE "numbers";'],
      [
        'drop-policy',
        'DROP POLICY "own" ON "User";',
        'CREATE POLICY "own" ON "User" USING (true);',
      ],
      [
        'drop-trigger',
        'DROP TRIGGER "t" ON "User";',
        'CREATE TRIGGER "t" BEFORE UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION "touch"();',
      ],
    ] as const) {
      const gone = await bench.migration(drop)
      assert.deepEqual(gone.rules, [rule])
      const between = await bench.migration(`${drop} ${create}`, 'split')
      assert.match(messageOf(rule, between), /until the file creates it again/)
      const atOnce = await bench.migration(`${drop} ${create}`, 'batch')
      assert.equal(messageOf(rule, atOnce), '')
      const missing = drop.replace(/("\w+")/, 'IF EXISTS "never"')
      assert.deepEqual((await bench.migration(missing)).rules, [], missing)
    }
  })

  test('drop-schema: with CASCADE its tables go, which the message names', async () => {
    const judged = await bench.migration('DROP SCHEMA "audit" CASCADE;')
    assert.match(messageOf('drop-schema', judged), /among it "audit"\."Log" with all rows/)
    const refused = await bench.migration('DROP SCHEMA "audit";')
    assert.equal(refusal(refused), '2BP01')
    assert.deepEqual(refused.rules, ['drop-schema'])
  })

  test('rename-column and rename-table: brief, and final for running code', async () => {
    const column = await bench.migration('ALTER TABLE "User" RENAME COLUMN "nick" TO "alias";')
    assert.deepEqual(column.rules, ['rename-column'])
    const table = await bench.migration('ALTER TABLE "User" RENAME TO "Person";')
    assert.deepEqual(table.rules, ['rename-table'])
    assert.match(table.messages[0] ?? '', /Takes ACCESS EXCLUSIVE on "User" for a moment/)
  })

  test('rename-table: not with a view under the old name, which takes writes as well', async () => {
    const sql =
      'ALTER TABLE "User" RENAME TO "Person"; CREATE VIEW "User" AS SELECT * FROM "Person"; INSERT INTO "User" ("id") VALUES (1);'
    const judged = await bench.migration(sql, 'batch')
    assert.ok(!judged.rules.includes('rename-table'))
    assert.equal(judged.script.statements[2]?.evidence.kind, 'measured')
  })

  test('set-schema and rename-schema', async () => {
    const moved = await bench.migration('ALTER TABLE "Post" SET SCHEMA "audit";')
    assert.deepEqual(moved.rules, ['set-schema'])
    const renamed = await bench.migration('ALTER SCHEMA "audit" RENAME TO "log";')
    assert.deepEqual(renamed.rules, ['rename-schema'])
  })

  test('rename-index-or-constraint: an index without any lock on its table', async () => {
    const judged = await bench.migration('ALTER INDEX "both" RENAME TO "two";')
    assert.deepEqual(judged.rules, [])
    const evidence = judged.script.statements[0]?.evidence
    assert.ok(evidence?.kind === 'measured')
    assert.deepEqual(
      evidence.locks.filter(({ kind }) => kind === 'table'),
      [],
    )
  })

  test('create-table-force: the rows are gone, told once', async () => {
    const judged = await bench.migration(
      'DROP TABLE "Post"; CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY);',
      'batch',
    )
    assert.ok(judged.rules.includes('create-table-force'))
    assert.ok(!judged.rules.includes('drop-table'))
  })
})
