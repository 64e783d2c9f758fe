import assert from 'node:assert/strict'
import { startBench, type Bench } from '../../support/judge.js'

suite('changes of rows, judged by what PostgreSQL does', () => {
  let bench: Bench
  suiteSetup(() => {
    bench = startBench(
      `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "mail" TEXT UNIQUE);
       CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "n" INTEGER);`,
    )
  })
  suiteTeardown(() => bench.end())

  test('backfill-under-exclusive-lock: the lock of ADD COLUMN is held while rows are written', async () => {
    const sql = 'ALTER TABLE "User" ADD COLUMN "m" INTEGER; UPDATE "User" SET "m" = "n";'
    const batch = await bench.migration(sql)
    assert.deepEqual(batch.rules, ['backfill-under-exclusive-lock'])
    const [evidence] = batch.script.statements.map((statement) => statement.evidence)
    assert.ok(evidence?.kind === 'measured')
    assert.ok(
      evidence.locks.some(
        ({ relation, mode }) => relation === 'public.User' && mode === 'AccessExclusiveLock',
      ),
    )
    assert.deepEqual((await bench.migration(sql, 'split')).rules.slice(-1), ['unbatched-backfill'])
  })

  test('backfill-under-exclusive-lock: not behind a lock that lets queries go on', async () => {
    const { rules } = await bench.migration(
      'ALTER TABLE "User" ALTER COLUMN "n" SET STATISTICS 10; UPDATE "User" SET "n" = 0 WHERE "n" > 3;',
    )
    assert.deepEqual(rules, ['unbatched-backfill'])
  })

  test('duplicate-column-assignment: PostgreSQL’s refusals', async () => {
    for (const [sql, sqlState] of [
      ['UPDATE "User" SET "n" = 1, "n" = 2;', '42601'],
      ['INSERT INTO "User" ("id", "id") VALUES (1, 2);', '42701'],
    ] as const) {
      const { rules, script } = await bench.migration(sql)
      const [evidence] = script.statements.map((statement) => statement.evidence)
      assert.ok(evidence?.kind === 'refused' && evidence.failure.sqlState === sqlState)
      assert.ok(rules.includes('duplicate-column-assignment'))
    }
  })

  test('unbatched-backfill: a unique column names single rows as the key does', async () => {
    const rulesFor = async (where: string) =>
      (await bench.migration(`UPDATE "User" SET "n" = 1 WHERE ${where};`)).rules
    assert.deepEqual(await rulesFor(`"mail" = 'a'`), [])
    assert.deepEqual(await rulesFor('"id" IN (1, 2)'), [])
    assert.deepEqual(await rulesFor('"n" = 1'), ['unbatched-backfill'])
  })

  test('dml-without-where: reads and changes the whole table', async () => {
    const { rules, script } = await bench.migration('UPDATE "User" SET "n" = 1;')
    assert.deepEqual(rules, ['dml-without-where'])
    const [evidence] = script.statements.map((statement) => statement.evidence)
    assert.ok(evidence?.kind === 'measured')
    assert.deepEqual(evidence.scans, ['public.User'])
  })

  test('long-transaction-data-load: names what is read', async () => {
    const { all } = await bench.migration('INSERT INTO "Post" SELECT "id", "n" FROM "User";')
    assert.match(
      all.find(({ rule }) => rule === 'long-transaction-data-load')?.message ?? '',
      /^Copies rows of "User" into "Post"/,
    )
  })
})
