import assert from 'node:assert/strict'
import { startBench, type Bench, type Judged } from '../../support/judge.js'

const evidenceOf = ({ script }: Judged) => script.statements.map(({ evidence }) => evidence)
const refusalsOf = (judged: Judged) =>
  evidenceOf(judged).flatMap((evidence) =>
    evidence.kind === 'refused' ? evidence.failure.sqlState : [],
  )
const worksOf = (judged: Judged) =>
  evidenceOf(judged).flatMap((evidence) =>
    evidence.kind === 'measured'
      ? {
          locks: evidence.locks
            .filter(({ kind }) => kind === 'table' || kind === 'view')
            .map(({ relation, mode }) => `${relation} ${mode}`),
          rewrites: evidence.rewrites,
          scans: evidence.scans,
        }
      : [],
  )
const rulesIn = ({ all }: Judged) =>
  all.map(({ rule }) => rule).filter((rule) => rule !== 'missing-lock-timeout')

suite('other objects, judged by what PostgreSQL does', () => {
  let bench: Bench
  suiteSetup(() => {
    bench = startBench(
      `CREATE DOMAIN "Email" AS TEXT;
       CREATE TYPE "Address" AS ("street" TEXT, "zip" TEXT);
       CREATE TABLE "User" ("id" SERIAL PRIMARY KEY, "mail" "Email", "home" "Address", "n" INTEGER);
       CREATE TABLE "Post" ("id" SERIAL PRIMARY KEY, "userId" INTEGER REFERENCES "User" ("id"));
       CREATE TABLE "Loose" ("id" INTEGER, "day" DATE);
       CREATE TABLE "Ready" ("id" INTEGER, "day" DATE NOT NULL, CHECK ("day" >= '2022-01-01' AND "day" < '2023-01-01'));
       CREATE TABLE "Event" ("id" INTEGER, "day" DATE) PARTITION BY RANGE ("day");
       CREATE TABLE "Event_2020" PARTITION OF "Event" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
       CREATE TABLE "Rest" ("id" INTEGER, "day" DATE) PARTITION BY RANGE ("day");
       CREATE TABLE "Rest_default" PARTITION OF "Rest" DEFAULT;
       CREATE MATERIALIZED VIEW "Totals" AS SELECT "id", "n" FROM "User";
       CREATE MATERIALIZED VIEW "Keyed" AS SELECT "id", "n" FROM "User";
       CREATE UNIQUE INDEX "Keyed_id" ON "Keyed" ("id");
       CREATE VIEW "Numbers" AS SELECT "id", "n" FROM "User";
       CREATE FUNCTION "twice" (a INTEGER) RETURNS INTEGER LANGUAGE sql IMMUTABLE AS 'select a * 2';
       CREATE INDEX "User_twice" ON "User" ("twice"("n"));
       CREATE FUNCTION "log" () RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
       CREATE TRIGGER "audit" BEFORE INSERT ON "Post" FOR EACH ROW EXECUTE FUNCTION "log"();
       CREATE EXTENSION "citext";`,
    )
  })
  suiteTeardown(() => bench.end())

  for (const sql of [
    `ALTER DOMAIN "Email" ADD CHECK (VALUE <> '');`,
    'ALTER DOMAIN "Email" SET NOT NULL;',
  ]) {
    test(`domain-add-constraint: ${sql} reads the table under SHARE`, async () => {
      const judged = await bench.migration(sql)
      assert.deepEqual(judged.rules, ['domain-add-constraint'])
      assert.deepEqual(worksOf(judged), [
        { locks: ['public.User ShareLock'], rewrites: [], scans: ['public.User'] },
      ])
    })
  }

  test('domain-add-constraint: NOT VALID reads nothing', async () => {
    const judged = await bench.migration(
      `ALTER DOMAIN "Email" ADD CONSTRAINT "full" CHECK (VALUE <> '') NOT VALID;`,
    )
    assert.deepEqual(judged.rules, [])
    assert.deepEqual(worksOf(judged), [{ locks: [], rewrites: [], scans: [] }])
  })

  test('create-domain-with-constraint: a column of such a domain rewrites the table', async () => {
    const judged = await bench.migration(
      `CREATE DOMAIN "Mark" AS INTEGER CHECK (VALUE > 0); ALTER TABLE "Loose" ADD COLUMN "mark" "Mark" DEFAULT 1;`,
    )
    assert.deepEqual(worksOf(judged)[1]?.rewrites, ['public.Loose'])
  })

  test('composite-type-change: refused for a type, accepted for a drop', async () => {
    const changed = await bench.migration(
      'ALTER TYPE "Address" ALTER ATTRIBUTE "zip" TYPE INTEGER;',
    )
    assert.deepEqual(refusalsOf(changed), ['0A000'])
    assert.ok(changed.rules.includes('composite-type-change'))
    const dropped = await bench.migration('ALTER TYPE "Address" DROP ATTRIBUTE "zip";')
    assert.deepEqual(refusalsOf(dropped), [])
    assert.deepEqual(dropped.rules, ['composite-type-change'])
  })

  test('truncate: a referenced table is refused, and CASCADE locks all that refer to it', async () => {
    assert.deepEqual(refusalsOf(await bench.migration('TRUNCATE "User";')), ['0A000'])
    const judged = await bench.migration('TRUNCATE "User" CASCADE;')
    assert.deepEqual(judged.rules, ['truncate-cascade'])
    assert.deepEqual(worksOf(judged)[0]?.locks, [
      'public.Post AccessExclusiveLock',
      'public.User AccessExclusiveLock',
    ])
  })

  test('vacuum-full: does not run in a transaction, so that its locks are derived', async () => {
    const judged = await bench.migration('VACUUM FULL "User";')
    assert.deepEqual(judged.rules, ['vacuum-full'])
    assert.equal(evidenceOf(judged)[0]?.kind, 'derived')
  })

  test('cluster, set-logged-unlogged: write the table anew under ACCESS EXCLUSIVE', async () => {
    for (const [sql, rule] of [
      ['CLUSTER "Post" USING "Post_pkey";', 'cluster'],
      ['ALTER TABLE "Loose" SET UNLOGGED;', 'set-logged-unlogged'],
    ] as const) {
      const judged = await bench.migration(sql)
      assert.deepEqual(judged.rules, [rule])
      assert.equal(worksOf(judged)[0]?.rewrites.length, 1)
      assert.match(judged.messages[0] ?? '', /ACCESS EXCLUSIVE .* rewrites the table/)
    }
  })

  test('set-logged-unlogged, set-access-method, set-tablespace: silent where nothing is written', async () => {
    for (const change of ['LOGGED', 'ACCESS METHOD heap', 'TABLESPACE pg_default']) {
      const judged = await bench.migration(`ALTER TABLE "Loose" SET ${change};`)
      assert.deepEqual([judged.rules, worksOf(judged)[0]?.rewrites], [[], []], change)
    }
  })

  test('attach-partition-scan: reads the partition, unless a CHECK says what the bounds do', async () => {
    const attach = (table: string, to: string, year: number) =>
      `ALTER TABLE "${to}" ATTACH PARTITION "${table}" FOR VALUES FROM ('${year}-01-01') TO ('${year + 1}-01-01');`
    const loose = await bench.migration(attach('Loose', 'Event', 2021))
    assert.deepEqual(loose.rules, ['attach-partition-scan'])
    assert.deepEqual(worksOf(loose)[0]?.scans, ['public.Loose'])
    const ready = await bench.migration(attach('Ready', 'Event', 2022))
    assert.deepEqual([ready.rules, worksOf(ready)[0]?.scans], [[], []])
    const rest = await bench.migration(attach('Ready', 'Rest', 2022))
    assert.deepEqual(worksOf(rest)[0]?.scans, ['public.Rest_default'])
    assert.match(rest.messages[0] ?? '', /every row of "Rest_default"/)
  })

  test('detach-partition, create-partition-of: lock the whole partitioned table', async () => {
    for (const [sql, rule] of [
      ['ALTER TABLE "Event" DETACH PARTITION "Event_2020";', 'detach-partition'],
      [
        `CREATE TABLE "Event_2021" PARTITION OF "Event" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');`,
        'create-partition-of',
      ],
    ] as const) {
      const judged = await bench.migration(sql)
      assert.deepEqual(judged.rules, [rule])
      assert.ok(worksOf(judged)[0]?.locks.includes('public.Event AccessExclusiveLock'))
    }
  })

  test('create-partition-of: reads the default partition', async () => {
    const judged = await bench.migration(
      `CREATE TABLE "Rest_2021" PARTITION OF "Rest" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');`,
    )
    assert.match(judged.messages[0] ?? '', /looks in every row of "Rest_default"/)
  })

  test('refresh-matview: ACCESS EXCLUSIVE, or EXCLUSIVE with CONCURRENTLY and a unique index', async () => {
    const plain = await bench.migration('REFRESH MATERIALIZED VIEW "Totals";')
    assert.deepEqual(plain.rules, ['refresh-matview'])
    assert.ok(worksOf(plain)[0]?.locks.includes('public.Totals AccessExclusiveLock'))
    const keyed = await bench.migration('REFRESH MATERIALIZED VIEW CONCURRENTLY "Keyed";')
    assert.deepEqual(keyed.rules, [])
    assert.ok(worksOf(keyed)[0]?.locks.includes('public.Keyed ExclusiveLock'))
    const without = await bench.migration('REFRESH MATERIALIZED VIEW CONCURRENTLY "Totals";')
    assert.deepEqual(refusalsOf(without), ['55000'])
  })

  test('create-trigger, enable-disable-trigger: SHARE ROW EXCLUSIVE for a moment', async () => {
    for (const [sql, rule] of [
      [
        'CREATE TRIGGER "again" BEFORE UPDATE ON "Post" FOR EACH ROW EXECUTE FUNCTION "log"();',
        'create-trigger',
      ],
      ['ALTER TABLE "Post" DISABLE TRIGGER "audit";', 'enable-disable-trigger'],
    ] as const) {
      const judged = await bench.migration(sql)
      assert.deepEqual(judged.rules, [rule])
      assert.deepEqual(worksOf(judged)[0]?.locks, ['public.Post ShareRowExclusiveLock'])
    }
  })

  test('replace-view-incompatible: refused, and accepted with columns at the end', async () => {
    const fewer = await bench.migration(
      'CREATE OR REPLACE VIEW "Numbers" AS SELECT "n" FROM "User";',
    )
    assert.deepEqual(refusalsOf(fewer), ['42P16'])
    assert.ok(fewer.rules.includes('replace-view-incompatible'))
    const more = await bench.migration(
      'CREATE OR REPLACE VIEW "Numbers" AS SELECT "id", "n", "mail" FROM "User";',
    )
    assert.deepEqual(more.rules, [])
  })

  test('rls-enabled-without-policy: not with a policy behind it', async () => {
    const enable = 'ALTER TABLE "Post" ENABLE ROW LEVEL SECURITY;'
    assert.deepEqual((await bench.migration(enable)).rules, ['rls-enabled-without-policy'])
    const policy = 'CREATE POLICY "own" ON "Post" USING ("userId" = 1);'
    const found = async (sql: string, execution: 'batch' | 'split') =>
      (await bench.migration(sql, execution)).rules.includes('rls-enabled-without-policy')
    assert.equal(await found(`${enable} ${policy}`, 'batch'), false)
    assert.equal(await found(`${policy} ${enable}`, 'split'), false)
    assert.equal(await found(`${enable} ${policy}`, 'split'), true)
  })

  test('function-volatility-change: the index keeps what the old function said', async () => {
    const judged = await bench.migration(
      `CREATE OR REPLACE FUNCTION "twice" (a INTEGER) RETURNS INTEGER LANGUAGE sql IMMUTABLE AS 'select a * 3';`,
    )
    assert.deepEqual(refusalsOf(judged), [])
    const [finding] = judged.all
    assert.match(finding?.message ?? '', /"User_twice" keeps the answers of the old one/)
  })

  test('create-extension: not one that is there, and told where the rehearsal lacks it', async () => {
    const there = await bench.migration('CREATE EXTENSION IF NOT EXISTS "citext";')
    assert.deepEqual(rulesIn(there), [])
    const lacking = await bench.migration('CREATE EXTENSION "pg_cron";')
    assert.match(lacking.all[0]?.message ?? '', /The rehearsal does not have it/)
  })

  test('sequence-not-reset: the sequence stays where it was', async () => {
    const judged = await bench.migration(
      'INSERT INTO "User" ("id", "n") VALUES (1, 1); INSERT INTO "User" ("n") VALUES (2);',
    )
    assert.deepEqual(refusalsOf(judged), ['23505'])
    assert.ok(rulesIn(judged).includes('sequence-not-reset'))
  })

  test('create-publication, replica-identity: an update without a key is refused', async () => {
    const judged = await bench.migration(
      `CREATE PUBLICATION "feed" FOR TABLE "Loose"; UPDATE "Loose" SET "id" = 1 WHERE "id" = 2;`,
    )
    assert.deepEqual(refusalsOf(judged), ['55000'])
    assert.deepEqual(rulesIn(judged).slice(0, 1), ['create-publication'])
  })

  test('lock-table: refused outside of a transaction block', async () => {
    const { messages } = await bench.migration('LOCK TABLE "User";', 'split')
    assert.match(messages[0] ?? '', /25P01/)
  })
})
