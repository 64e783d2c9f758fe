import assert from 'node:assert/strict'
import { startBench, type Bench, type Judged } from '../../support/judge.js'

suite('changes of constraints, judged by what PostgreSQL does', () => {
  let bench: Bench
  suiteSetup(() => {
    bench = startBench(
      `CREATE TABLE "User" ("id" INTEGER NOT NULL, "email" TEXT, "no" INTEGER NOT NULL, "maybe" INTEGER, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
       CREATE UNIQUE INDEX "by_no" ON "User" ("no");
       ALTER TABLE "User" ADD CONSTRAINT "proof" CHECK ("no" IS NOT NULL);
       ALTER TABLE "User" ADD CONSTRAINT "rule" CHECK ("email" <> '');
       ALTER TABLE "User" ADD CONSTRAINT "later" CHECK ("no" > 0) NOT VALID;
       CREATE TABLE "Log" ("id" INTEGER, "no" INTEGER NOT NULL);
       CREATE UNIQUE INDEX "log_id" ON "Log" ("id");
       CREATE UNIQUE INDEX "log_no" ON "Log" ("no");
       CREATE TABLE "P" ("id" INT, "at" DATE) PARTITION BY RANGE ("at");
       CREATE TABLE "P1" PARTITION OF "P" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
       CREATE TABLE "Filled" ("n" INTEGER);
       INSERT INTO "Filled" VALUES (1);
       CREATE FUNCTION "known"(INTEGER) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$ SELECT EXISTS (SELECT FROM "Filled" WHERE "n" = $1) $$;`,
    )
  })
  suiteTeardown(() => bench.end())

  const evidence = ({ script }: Judged, statement = 0) => script.statements[statement]?.evidence
  const refusal = (judged: Judged) => {
    const known = evidence(judged)
    assert.ok(known?.kind === 'refused', JSON.stringify(known))
    return known.failure.sqlState
  }
  const exclusiveScan = (judged: Judged, relation: string) => {
    const known = evidence(judged)
    assert.ok(known?.kind === 'measured', JSON.stringify(known))
    assert.deepEqual(known.scans, [relation])
    assert.ok(
      known.locks.some((lock) => lock.relation === relation && lock.mode === 'AccessExclusiveLock'),
    )
  }

  test('constraints that read the table under ACCESS EXCLUSIVE', async () => {
    for (const [rule, sql] of [
      ['add-unique-constraint', 'ALTER TABLE "User" ADD CONSTRAINT "k" UNIQUE ("email");'],
      ['add-check-validating', 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0);'],
      ['add-exclusion', 'ALTER TABLE "User" ADD CONSTRAINT "x" EXCLUDE ("id" WITH =);'],
    ] as const) {
      const judged = await bench.migration(sql)
      exclusiveScan(judged, 'public.User')
      assert.deepEqual(judged.rules, [rule])
    }
    const key = await bench.migration('ALTER TABLE "Log" ADD PRIMARY KEY ("no");')
    exclusiveScan(key, 'public.Log')
    assert.deepEqual(key.rules, ['add-primary-key'])
  })

  test('NOT VALID and NOT ENFORCED read nothing', async () => {
    for (const option of ['NOT VALID', 'NOT ENFORCED']) {
      const judged = await bench.migration(
        `ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0) ${option};`,
      )
      const known = evidence(judged)
      assert.ok(known?.kind === 'measured')
      assert.deepEqual(known.scans, [])
      assert.deepEqual(judged.rules, [])
    }
  })

  test('pk-using-index-nullable: a scan only where the column may hold NULL', async () => {
    const nullable = await bench.migration(
      'ALTER TABLE "Log" ADD CONSTRAINT "k" PRIMARY KEY USING INDEX "log_id";',
    )
    exclusiveScan(nullable, 'public.Log')
    assert.deepEqual(nullable.rules, ['pk-using-index-nullable'])
    const required = await bench.migration(
      'ALTER TABLE "Log" ADD CONSTRAINT "k" PRIMARY KEY USING INDEX "log_no";',
    )
    const known = evidence(required)
    assert.ok(known?.kind === 'measured')
    assert.deepEqual(known.scans, [])
    assert.deepEqual(required.rules, [])
  })

  test('change-primary-key: told once, in place of add-primary-key', async () => {
    const { rules, messages } = await bench.migration(
      'ALTER TABLE "User" DROP CONSTRAINT "User_pkey", ADD CONSTRAINT "User_pkey" PRIMARY KEY ("no");',
    )
    assert.deepEqual(rules, ['change-primary-key'])
    assert.match(
      messages[0] ?? '',
      /takes ACCESS EXCLUSIVE on "User" while it reads the whole table/,
    )
  })

  test('drop-pk-replica-identity: a key that nothing replaces', async () => {
    const sql = 'ALTER TABLE "User" DROP CONSTRAINT "User_pkey";'
    assert.deepEqual((await bench.migration(sql)).rules, ['drop-pk-replica-identity'])
  })

  test('partition-key-not-in-pk: refused with 0A000', async () => {
    for (const sql of [
      'ALTER TABLE "P" ADD PRIMARY KEY ("id");',
      'CREATE UNIQUE INDEX "u" ON "P" ("id");',
      'CREATE TABLE "Q" ("id" INT PRIMARY KEY, "at" DATE) PARTITION BY RANGE ("at");',
    ]) {
      const judged = await bench.migration(sql)
      assert.equal(refusal(judged), '0A000', sql)
      assert.deepEqual(judged.rules, ['partition-key-not-in-pk'], sql)
    }
  })

  test('check-violating-rows: sure where the migrations have written such rows', async () => {
    const judged = await bench.migration('ALTER TABLE "Filled" ADD CONSTRAINT "c" CHECK ("n" > 5);')
    assert.equal(refusal(judged), '23514')
    assert.deepEqual(judged.rules, ['check-violating-rows'])
    const validated = await bench.migration('ALTER TABLE "User" VALIDATE CONSTRAINT "later";')
    assert.deepEqual(validated.rules, [])
    assert.ok(validated.all.some(({ rule }) => rule === 'check-violating-rows'))
  })

  test('validate-in-same-transaction: the lock of adding it is kept during the scan', async () => {
    const sql =
      'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0) NOT VALID; ALTER TABLE "User" VALIDATE CONSTRAINT "c";'
    const { rules, messages } = await bench.migration(sql, 'batch')
    assert.deepEqual(rules, ['validate-in-same-transaction'])
    assert.match(
      messages[0] ?? '',
      /Takes ACCESS EXCLUSIVE on "User" while it reads the whole table/,
    )
    const split = await bench.migration(sql, 'split')
    assert.ok(!split.rules.includes('validate-in-same-transaction'))
  })

  test('volatile-check: PostgreSQL accepts what it cannot keep', async () => {
    for (const condition of ['"id" > random()', '"known"("id")']) {
      const judged = await bench.migration(
        `ALTER TABLE "User" ADD CONSTRAINT "c" CHECK (${condition}) NOT VALID;`,
      )
      assert.equal(evidence(judged)?.kind, 'measured')
      assert.deepEqual(judged.rules, ['volatile-check'], condition)
    }
  })

  test('drop-constraint: what is a guarantee, and not what only proved NOT NULL', async () => {
    const drop = (name: string) => `ALTER TABLE "User" DROP CONSTRAINT "${name}";`
    assert.deepEqual((await bench.migration(drop('rule'))).rules, ['drop-constraint'])
    assert.deepEqual((await bench.migration(drop('proof'))).rules, [])
  })
})
