import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'partitioned-index-fanout'
const database = `CREATE TABLE "P" ("id" INT, "at" DATE) PARTITION BY RANGE ("at");
  CREATE TABLE "P1" PARTITION OF "P" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  CREATE INDEX "P_id" ON "P" ("id");`

suite(rule, () => {
  test('names the partitions, and the way by each of them', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'CREATE INDEX "i" ON "P" ("at");',
        measured: {
          0: {
            locks: [
              { relation: 'public.P', kind: 'table', mode: 'ShareLock' },
              { relation: 'public.P1', kind: 'table', mode: 'ShareLock' },
            ],
            scans: ['public.P1'],
          },
        },
      }),
      [
        'Builds the index "i" on "P" and on each of its partitions; writers to the first wait until the last is done too. Takes SHARE on "P" and "P1" while it reads the whole of "P1": writes to them wait until it is done, reads go on. CONCURRENTLY is refused on a partitioned table: create it with ON ONLY the parent, CONCURRENTLY on each partition, and attach those with ALTER INDEX … ATTACH PARTITION.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'CREATE INDEX "i" ON "P" ("at");',
      measured: {
        0: {
          locks: [
            { relation: 'public.P', kind: 'table', mode: 'ShareLock' },
            { relation: 'public.P1', kind: 'table', mode: 'ShareLock' },
          ],
          scans: ['public.P1'],
        },
      },
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"i"', 'warning', ['writers'], { table: 'public.P', index: 'i' }],
    )
  })

  test('not with ONLY the parent', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE INDEX "i" ON ONLY "P" ("at");',
        measured: { 0: { scans: [] } },
      }),
      [],
    ))

  test('not on a single partition, which another rule tells', () =>
    assert.deepEqual(findingsOf(rule, { database, sql: 'CREATE INDEX "i" ON "P1" ("at");' }), []))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "Q" ("at" DATE) PARTITION BY RANGE ("at"); CREATE INDEX ON "Q" ("at");',
      }),
      [],
    ))

  test('a partitioned table without partitions is not empty: they are made at run time', () => {
    const [message] = messagesOf(rule, {
      database: 'CREATE TABLE "P" ("id" INT) PARTITION BY RANGE ("id");',
      sql: 'CREATE INDEX ON "P" ("id");',
      measured: { 0: { scans: [] } },
    })
    assert.match(
      message ?? '',
      /Takes SHARE on "P" \(derived, not measured\) while it reads the whole table/,
    )
  })
})
