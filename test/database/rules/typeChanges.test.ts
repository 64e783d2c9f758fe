import assert from 'node:assert/strict'
import { typesRules } from '../../../server/src/rules/types/index.js'
import { startBench, type Bench, type Judged } from '../../support/judge.js'

const own = new Set(typesRules.map(({ id }) => id))
/** What the rules of this section tell, however quietly; other sections have tests of their own. */
const told = ({ all }: Judged) => all.map(({ rule }) => rule).filter((rule) => own.has(rule))

suite('type changes of columns that something stands on, executed', () => {
  let bench: Bench
  suiteSetup(() => {
    bench = startBench(
      `CREATE EXTENSION citext;
       CREATE TYPE "Mood" AS ENUM ('good', 'bad');
       CREATE TABLE "Parent" ("id" INTEGER PRIMARY KEY, "code" VARCHAR(10) UNIQUE);
       CREATE TABLE "T" (
         "id" SERIAL PRIMARY KEY, "no" INTEGER GENERATED ALWAYS AS IDENTITY, "free" VARCHAR(10),
         "indexed" VARCHAR(10), "mail" TEXT, "folded" CITEXT, "checked" VARCHAR(10) CHECK ("checked" <> ''),
         "parentId" INTEGER REFERENCES "Parent" ("id"), "parentCode" VARCHAR(10) REFERENCES "Parent" ("code"),
         "size" INTEGER, "flag" BOOLEAN, "short" SMALLINT, "char" CHAR(4), "text" TEXT, "given" TEXT DEFAULT 'x', "viewed" INTEGER, "base" INTEGER,
         "made" INTEGER GENERATED ALWAYS AS ("base" + 1) STORED, "guarded" INTEGER, "watched" INTEGER, "mood" "Mood");
       CREATE INDEX "T_indexed_idx" ON "T" ("indexed");
       CREATE INDEX "T_size_idx" ON "T" ("size");
       CREATE UNIQUE INDEX "T_mail_key" ON "T" ("mail");
       CREATE INDEX "T_mood_idx" ON "T" ("id") WHERE "mood" = 'good';
       CREATE VIEW "V" AS SELECT "viewed" FROM "T";
       CREATE POLICY "p" ON "T" USING ("guarded" > 1);
       CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
       CREATE TRIGGER "t" BEFORE UPDATE OF "watched" ON "T" FOR EACH ROW EXECUTE FUNCTION f();
       CREATE TABLE "Part" ("at" INTEGER) PARTITION BY RANGE ("at");`,
    )
  })
  suiteTeardown(() => bench.end())

  const change = (column: string, type: string, table = 'T') =>
    bench.migration(`ALTER TABLE "${table}" ALTER COLUMN "${column}" TYPE ${type};`)

  const measured: readonly (readonly [column: string, type: string, ...rules: string[]])[] = [
    ['free', 'VARCHAR(20)', 'alter-type-cached-plan'],
    ['free', 'VARCHAR(10) COLLATE "C"', 'alter-type-cached-plan'],
    ['indexed', 'TEXT', 'alter-type-cached-plan'],
    ['indexed', 'VARCHAR(10) COLLATE "C"', 'collation-change'],
    ['mail', 'CITEXT', 'alter-type-index-rebuild'],
    ['folded', 'TEXT', 'alter-type-cached-plan'],
    ['size', 'OID', 'alter-type-index-rebuild'],
    ['flag', 'VARCHAR(4)', 'alter-type-rewrite', 'alter-type-narrowing', 'alter-type-client-reads'],
    [
      'short',
      'VARCHAR(4)',
      'alter-type-rewrite',
      'alter-type-narrowing',
      'alter-type-client-reads',
    ],
    ['char', 'CHAR(8)', 'alter-type-rewrite'],
    ['char', 'TEXT', 'alter-type-rewrite'],
    ['checked', 'VARCHAR(20)', 'alter-type-recheck'],
    ['checked', 'TEXT', 'alter-type-recheck'],
    ['parentId', 'BIGINT', 'alter-type-fk-revalidate', 'alter-type-client-reads'],
    ['parentCode', 'TEXT', 'alter-type-cached-plan'],
    ['id', 'BIGINT', 'alter-type-rewrite', 'alter-type-sequence-left', 'alter-type-client-reads'],
    ['no', 'BIGINT', 'alter-type-rewrite', 'alter-type-client-reads'],
  ]
  for (const [column, type, ...rules] of measured) {
    test(`${rules.join(', ')}: "${column}" to ${type}`, async () => {
      const judged = await change(column, type)
      assert.equal(judged.script.statements[0]?.evidence.kind, 'measured')
      assert.deepEqual(told(judged), rules)
    })
  }

  test('alter-type-fk-revalidate: the other side of the key too, with both tables read', async () => {
    const judged = await change('id', 'BIGINT', 'Parent')
    assert.deepEqual(told(judged), ['alter-type-fk-revalidate', 'alter-type-client-reads'])
    assert.match(
      judged.messages[0] ?? '',
      /on which the foreign key "T_parentId_fkey" from "T" to "Parent" stands, so that the rows of both tables are compared again\. Takes ACCESS EXCLUSIVE on "Parent" and "T" while it rewrites "Parent"/,
    )
  })

  const refused: readonly (readonly [column: string, type: string, code: string, rule: string])[] =
    [
      ['text', 'INTEGER', '42804', 'alter-type-uncastable'],
      ['base', 'BOOLEAN', '42804', 'alter-type-uncastable'],
      ['given', 'INTEGER USING 1', '42804', 'alter-type-default-uncastable'],
      ['parentId', 'TEXT', '42804', 'alter-type-fk-revalidate'],
      ['viewed', 'BIGINT', '0A000', 'alter-type-blocked-by-dependent'],
      ['base', 'BIGINT', '0A000', 'alter-type-blocked-by-dependent'],
      ['guarded', 'BIGINT', '0A000', 'alter-type-blocked-by-dependent'],
      ['watched', 'BIGINT', '0A000', 'alter-type-blocked-by-dependent'],
      ['mood', 'TEXT', '42883', 'alter-type-blocked-by-dependent'],
    ]
  for (const [column, type, code, rule] of refused) {
    test(`${rule}: "${column}" to ${type} fails with ${code}`, async () => {
      const judged = await change(column, type)
      const evidence = judged.script.statements[0]?.evidence
      assert.ok(evidence?.kind === 'refused')
      assert.equal(evidence.failure.sqlState, code)
      assert.deepEqual(told(judged), [rule])
    })
  }

  test('alter-type-blocked-by-dependent: the key of partitions', async () => {
    const judged = await change('at', 'BIGINT', 'Part')
    assert.deepEqual(told(judged), ['alter-type-blocked-by-dependent'])
    assert.match(
      judged.messages[0] ?? '',
      /because it is part of the partition key of relation "Part"/,
    )
  })

  test('alter-type-blocked-by-dependent: names what stands on the column, of two the right one', async () => {
    const { messages } = await bench.migration(
      'ALTER TABLE "T" ALTER COLUMN "free" TYPE TEXT, ALTER COLUMN "viewed" TYPE BIGINT;',
    )
    assert.equal(
      messages[0],
      'Changes "viewed" of "T" from integer to bigint, which PostgreSQL refuses: cannot alter type of a column used by a view or rule; rule _RETURN on view "V" depends on column "viewed". Drop what stands on the column before, and make it again after it, in the same migration; or add a column of the new type and move it over.',
    )
  })

  test('alter-type-blocked-by-dependent: gone when the view is dropped and made again', async () => {
    const judged = await bench.migration(
      `DROP VIEW "V"; ALTER TABLE "T" ALTER COLUMN "viewed" TYPE BIGINT;
       CREATE VIEW "V" AS SELECT "viewed" FROM "T";`,
    )
    assert.deepEqual(told(judged), ['alter-type-rewrite', 'alter-type-client-reads'])
  })

  test('alter-type-default-uncastable: gone when the default is taken off and set anew', async () => {
    const judged = await bench.migration(
      `ALTER TABLE "T" ALTER COLUMN "given" DROP DEFAULT, ALTER COLUMN "given" TYPE INTEGER USING 1,
         ALTER COLUMN "given" SET DEFAULT 1;`,
    )
    assert.deepEqual(told(judged), ['alter-type-rewrite', 'alter-type-client-reads'])
  })

  test('alter-type-sequence-left: the sequence stays integer, that of an identity does not', async () => {
    const [serial, identity] = await Promise.all([
      sequenceTypeAfter('"id"', '"T_id_seq"'),
      sequenceTypeAfter('"no"', '"T_no_seq"'),
    ])
    assert.deepEqual([serial, identity], ['refused: 22003', 'measured'])
    const judged = await bench.migration(
      'ALTER TABLE "T" ALTER COLUMN "id" TYPE BIGINT; ALTER SEQUENCE "T_id_seq" AS bigint;',
    )
    assert.ok(!told(judged).includes('alter-type-sequence-left'))
  })

  test('alter-type-cached-plan: a prepared query over the column fails once, over another it does not', async () => {
    for (const [column, type, code] of [
      ['free', 'VARCHAR(20)', '0A000'],
      ['free', 'VARCHAR(10) COLLATE "C"', '0A000'],
      ['text', 'TEXT', undefined],
    ] as const) {
      const { script } = await bench.migration(
        `PREPARE q AS SELECT "${column}" FROM "T";
         ALTER TABLE "T" ALTER COLUMN "${column}" TYPE ${type};
         EXECUTE q;
         DEALLOCATE q;`,
      )
      const evidence = script.statements[2]?.evidence
      assert.equal(evidence?.kind === 'refused' ? evidence.failure.sqlState : undefined, code)
    }
  })

  test('a sequence that the history has not yet is known by the default that PostgreSQL writes', async () => {
    const { script } = await bench.migration(
      `CREATE TABLE "Mixed" ("id" SERIAL); CREATE TABLE plain (id SMALLSERIAL);
       CREATE SCHEMA other; CREATE TABLE other."In" ("no" BIGSERIAL); ALTER SEQUENCE plain_id_seq AS bigint;`,
    )
    const { after } = await bench
      .migration(
        `CREATE TABLE "Mixed_id" ("seq" INTEGER); CREATE TABLE "Mixed_id_seq" ("a" INTEGER);
       CREATE TABLE "Mixed" ("id" SERIAL);`,
      )
      .then((judged) => judged.script)
    const made = ({ sequences }: typeof after) =>
      sequences.map(({ schema, name, type }) => `${schema}.${name} ${type}`)
    assert.deepEqual(made(script.after).slice(-3), [
      'public.Mixed_id_seq integer',
      'public.plain_id_seq bigint',
      'other.In_no_seq bigint',
    ])
    assert.equal(made(after).at(-1), 'public.Mixed_id_seq1 integer')
  })

  /** Whether the sequence can stand behind the end of integer after its column has become bigint. */
  async function sequenceTypeAfter(column: string, sequence: string): Promise<string> {
    const { script } = await bench.migration(
      `ALTER TABLE "T" ALTER COLUMN ${column} TYPE BIGINT; SELECT setval('${sequence}', 3000000000);`,
    )
    const evidence = script.statements[1]?.evidence
    return evidence?.kind === 'refused'
      ? `refused: ${evidence.failure.sqlState}`
      : String(evidence?.kind)
  }
})

suite('type changes that meet values, executed', () => {
  let bench: Bench
  suiteSetup(() => {
    bench = startBench(
      `CREATE TYPE "Mood" AS ENUM ('good', 'bad');
       CREATE TYPE "Other" AS ENUM ('good');
       CREATE TABLE "T" (
         "text" TEXT, "big" BIGINT, "price" NUMERIC(10,2), "float" DOUBLE PRECISION, "at" TIMESTAMP(6),
         "key" UUID, "raw" JSON, "net" INET, "mood" "Mood");
       INSERT INTO "T" VALUES ('abcdefgh', 9007199254740993, 12345678.91, 1.5, '2026-01-02 03:04:05.678901',
         '00000000-0000-0000-0000-000000000001', '{"b":1,"a":2,"a":3}', '10.0.0.1/8', 'bad');`,
    )
  })
  suiteTeardown(() => bench.end())

  const failing: readonly (readonly [column: string, type: string, code: string])[] = [
    ['text', 'VARCHAR(5)', '22001'],
    ['text', 'INTEGER USING "text"::integer', '22P02'],
    ['big', 'INTEGER', '22003'],
    ['big', 'NUMERIC(10,0)', '22003'],
    ['price', 'NUMERIC(8,2)', '22003'],
    ['key', 'VARCHAR(32)', '22001'],
    ['mood', '"Other" USING "mood"::text::"Other"', '22P02'],
  ]
  for (const [column, type, code] of failing) {
    test(`alter-type-narrowing: "${column}" to ${type} fails with ${code}`, async () => {
      const judged = await bench.migration(`ALTER TABLE "T" ALTER COLUMN "${column}" TYPE ${type};`)
      const evidence = judged.script.statements[0]?.evidence
      assert.ok(evidence?.kind === 'refused')
      assert.equal(evidence.failure.sqlState, code)
      assert.deepEqual(told(judged), ['alter-type-narrowing'])
    })
  }

  /** What is compared says what PostgreSQL has made of the value: true divides by one, false by zero. */
  const losing: readonly (readonly [column: string, type: string, becomes: string])[] = [
    ['text', 'VARCHAR(5) USING "text"::varchar(5)', `"text" = 'abcde'`],
    ['text', 'CHAR(9)', `octet_length("text"::bpchar) = 9`],
    ['big', 'DOUBLE PRECISION', '"big"::bigint = 9007199254740992'],
    ['big', 'REAL', '"big"::bigint <> 9007199254740993'],
    ['price', 'NUMERIC(10,1)', '"price" = 12345678.9'],
    ['price', 'INTEGER', '"price" = 12345679'],
    ['price', 'REAL', '"price"::numeric <> 12345678.91'],
    ['float', 'BIGINT', '"float" = 2'],
    ['at', 'TIMESTAMP(3)', `"at" = '2026-01-02 03:04:05.679'`],
    ['at', 'DATE', `"at"::timestamp = '2026-01-02'`],
    ['raw', 'JSONB', `"raw"::text = '{"a": 3, "b": 1}'`],
    ['net', 'CIDR', `"net" = '10.0.0.0/8'`],
  ]
  for (const [column, type, becomes] of losing) {
    test(`alter-type-lossy: "${column}" to ${type}: ${becomes}`, async () => {
      const judged = await bench.migration(
        `ALTER TABLE "T" ALTER COLUMN "${column}" TYPE ${type};
         SELECT 1 / (${becomes})::int FROM "T";`,
      )
      const [changed, compared] = judged.script.statements.map(({ evidence }) => evidence)
      assert.equal(changed?.kind, 'measured')
      assert.equal(compared?.kind, 'measured', JSON.stringify(compared))
      assert.ok(told(judged).includes('alter-type-lossy'))
      assert.ok(!told(judged).includes('alter-type-narrowing'))
    })
  }

  for (const [column, type] of [
    ['price', 'NUMERIC(12,2)'],
    ['price', 'NUMERIC(13,5)'],
    ['big', 'NUMERIC'],
    ['key', 'VARCHAR(36)'],
    ['at', 'TIMESTAMP'],
    ['mood', 'VARCHAR(4)'],
  ] as const) {
    test(`neither for "${column}" to ${type} that every value of the old type fits`, async () => {
      const judged = await bench.migration(`ALTER TABLE "T" ALTER COLUMN "${column}" TYPE ${type};`)
      const found = told(judged)
      assert.ok(!found.includes('alter-type-narrowing') && !found.includes('alter-type-lossy'))
    })
  }
})
