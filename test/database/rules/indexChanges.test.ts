import assert from 'node:assert/strict'
import { startBench, type Bench, type Judged } from '../../support/judge.js'

suite('changes of indexes, judged by what PostgreSQL does', () => {
  let bench: Bench
  suiteSetup(() => {
    bench = startBench(
      `CREATE TABLE "User" ("id" INTEGER NOT NULL, "email" TEXT, "nick" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"), CONSTRAINT "User_nick_key" UNIQUE ("nick"));
       CREATE INDEX "by_email" ON "User" ("email");
       CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);
       CREATE TABLE "P" ("id" INT, "at" DATE) PARTITION BY RANGE ("at");
       CREATE TABLE "P1" PARTITION OF "P" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
       CREATE INDEX "P_id" ON "P" ("id");
       CREATE TABLE "Double" ("n" INTEGER);
       INSERT INTO "Double" VALUES (1), (1);`,
    )
  })
  suiteTeardown(() => bench.end())

  const found = (rule: string, { all }: Judged) => all.filter((finding) => finding.rule === rule)
  const locks = ({ script }: Judged, statement: number) => {
    const evidence = script.statements[statement]?.evidence
    assert.ok(evidence?.kind === 'measured', JSON.stringify(evidence))
    return evidence.locks.map(({ relation, mode }) => `${relation} ${mode}`)
  }
  const refusal = ({ script }: Judged, statement: number) => {
    const evidence = script.statements[statement]?.evidence
    assert.ok(evidence?.kind === 'refused', JSON.stringify(evidence))
    return evidence.failure.sqlState
  }

  const addAndBuild =
    'ALTER TABLE "User" ADD COLUMN "age" INTEGER; CREATE INDEX "User_age_idx" ON "User" ("age");'

  test('create-index-after-exclusive: in one transaction, in place of create-index-blocking', async () => {
    const batch = await bench.migration(addAndBuild, 'batch')
    assert.deepEqual(locks(batch, 0), ['public.User AccessExclusiveLock'])
    assert.equal(found('create-index-after-exclusive', batch).length, 1)
    assert.equal(found('create-index-blocking', batch).length, 0)
    const split = await bench.migration(addAndBuild, 'split')
    assert.equal(found('create-index-after-exclusive', split).length, 0)
    assert.equal(found('create-index-blocking', split).length, 1)
  })

  test('drop-index-blocking: the table is locked with the index', async () => {
    const dropped = await bench.migration('DROP INDEX "by_email";')
    assert.ok(locks(dropped, 0).includes('public.User AccessExclusiveLock'))
    assert.match(
      found('drop-index-blocking', dropped)[0]?.message ?? '',
      /Takes ACCESS EXCLUSIVE on "User" for a moment/,
    )
    assert.deepEqual((await bench.migration('DROP INDEX CONCURRENTLY "by_email";')).rules, [])
  })

  test('index-gap: between two transactions, not within one', async () => {
    const sql = 'DROP INDEX "by_email"; CREATE INDEX "by_email" ON "User" ("email", "nick");'
    const split = await bench.migration(sql, 'split')
    assert.equal(found('index-gap', split).length, 1)
    assert.equal(found('drop-index-blocking', split).length, 0)
    const batch = await bench.migration(sql, 'batch')
    assert.equal(found('index-gap', batch).length, 0)
    assert.equal(found('create-index-after-exclusive', batch).length, 1)
  })

  test('drop-constraint-backing-index: PostgreSQL refuses it with 2BP01', async () => {
    const dropped = await bench.migration('DROP INDEX "User_pkey";')
    assert.equal(refusal(dropped, 0), '2BP01')
    assert.deepEqual(dropped.rules, ['drop-constraint-backing-index'])
  })

  test('concurrently-on-partitioned: refused, with ONLY as well', async () => {
    for (const sql of [
      'CREATE INDEX CONCURRENTLY "i" ON "P" ("at");',
      'CREATE INDEX CONCURRENTLY "i" ON ONLY "P" ("at");',
      'DROP INDEX CONCURRENTLY "P_id";',
    ]) {
      assert.deepEqual((await bench.migration(sql)).rules, ['concurrently-on-partitioned'], sql)
      const after = startBench(
        `CREATE TABLE "P" ("id" INT, "at" DATE) PARTITION BY RANGE ("at");
         CREATE INDEX "P_id" ON "P" ("id");`,
        sql,
      )
      const { script } = await after.migration('SELECT 1;')
      await after.end()
      const indexes = script.after.tables['public.P']?.indexes.map(({ name }) => name)
      assert.deepEqual(indexes, ['P_id'], `PostgreSQL does not execute ${sql}`)
    }
  })

  test('concurrently-in-transaction: two statements in one query', async () => {
    const sql = 'SET lock_timeout = 1000; CREATE INDEX CONCURRENTLY "i" ON "User" ("email");'
    assert.deepEqual((await bench.migration(sql, 'batch')).rules, ['concurrently-in-transaction'])
    assert.equal(
      found('concurrently-in-transaction', await bench.migration(sql, 'split')).length,
      0,
    )
  })

  test('partitioned-index-fanout: the parent and its partitions are locked together', async () => {
    const built = await bench.migration('CREATE INDEX "i" ON "P" ("at");')
    assert.deepEqual(built.rules, ['partitioned-index-fanout'])
    assert.match(
      built.messages[0] ?? '',
      /Takes SHARE on "P" and "P1" while it reads the whole of "P1"/,
    )
  })

  test('unique-duplicates: sure where the migrations have written equal rows', async () => {
    const judged = await bench.migration('CREATE UNIQUE INDEX "u" ON "Double" ("n");')
    assert.equal(refusal(judged, 0), '23505')
    assert.deepEqual(judged.rules, ['unique-duplicates'])
  })

  test('invalid-index-left: a failed build leaves one, which IF NOT EXISTS accepts', async () => {
    const after = startBench(
      'CREATE TABLE "Double" ("n" INTEGER); INSERT INTO "Double" VALUES (1), (1);',
      'CREATE UNIQUE INDEX CONCURRENTLY "u" ON "Double" ("n");',
    )
    try {
      const again = await after.migration(
        'CREATE UNIQUE INDEX IF NOT EXISTS "u" ON "Double" ("n");',
      )
      const index = again.script.statements[0]?.before.tables['public.Double']?.indexes[0]
      assert.deepEqual([index?.name, index?.valid], ['u', false])
      assert.deepEqual(again.rules, ['invalid-index-left'])
    } finally {
      await after.end()
    }
  })

  test('redundant-index: by the indexes behind the script, the primary key’s too', async () => {
    const covered = await bench.migration('CREATE INDEX CONCURRENTLY "ids" ON "User" ("id");')
    assert.match(
      found('redundant-index', covered)[0]?.message ?? '',
      /^The index "ids" of "User" has the first columns of "User_pkey" and no others/,
    )
    const other = await bench.migration('CREATE INDEX CONCURRENTLY "d" ON "User" ("id" DESC);')
    assert.deepEqual(found('redundant-index', other), [])
  })

  test('fk-missing-index: gone with an index in the same file', async () => {
    const key =
      'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id");'
    assert.equal(found('fk-missing-index', await bench.migration(key)).length, 1)
    const indexed = await bench.migration(`${key} CREATE INDEX "i" ON "Post" ("authorId");`)
    assert.deepEqual(found('fk-missing-index', indexed), [])
  })

  test('reindex-blocking: SHARE on the table and ACCESS EXCLUSIVE on the index', async () => {
    const judged = await bench.migration('REINDEX INDEX "by_email";')
    assert.deepEqual(judged.rules, ['reindex-blocking'])
    assert.ok(locks(judged, 0).includes('public.User ShareLock'))
    assert.ok(locks(judged, 0).includes('public.by_email AccessExclusiveLock'))
  })
})
