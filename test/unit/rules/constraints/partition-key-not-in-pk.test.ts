import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'partition-key-not-in-pk'
const database = `CREATE TABLE "P" ("id" INT, "at" DATE) PARTITION BY RANGE ("at");
  CREATE TABLE "P1" PARTITION OF "P" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  CREATE INDEX "P_id" ON "P" ("id");`

suite(rule, () => {
  test('a primary key: says what it has to hold', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "P" ADD PRIMARY KEY ("id");',
        measured: {
          0: {
            kind: 'failed',
            failure: {
              sqlState: '0A000',
              message:
                'unique constraint on partitioned table must include all partitioning columns',
            },
          },
        },
      }),
      [
        'A unique key of the partitioned table "P" has to hold every column that partitions it: the deployment stops here with error 0A000. Add the partitioning columns to the key, for example with @@id([id, createdAt]).',
      ],
    ))

  test('a unique index', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'CREATE UNIQUE INDEX "u" ON "P" ("id");',
        measured: {
          0: {
            kind: 'failed',
            failure: {
              sqlState: '0A000',
              message:
                'unique constraint on partitioned table must include all partitioning columns',
            },
          },
        },
      }),
      [
        'A unique key of the partitioned table "P" has to hold every column that partitions it: the deployment stops here with error 0A000. Add the partitioning columns to the key, for example with @@id([id, createdAt]).',
      ],
    ))

  test('a table that is created so', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'CREATE TABLE "Q" ("id" INT PRIMARY KEY, "at" DATE) PARTITION BY RANGE ("at");',
        measured: {
          0: {
            kind: 'failed',
            failure: {
              sqlState: '0A000',
              message:
                'unique constraint on partitioned table must include all partitioning columns',
            },
          },
        },
      }),
      [
        'A unique key of the partitioned table "Q" has to hold every column that partitions it: the deployment stops here with error 0A000. Add the partitioning columns to the key, for example with @@id([id, createdAt]).',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "P" ADD PRIMARY KEY ("id");',
      measured: {
        0: {
          kind: 'failed',
          failure: {
            sqlState: '0A000',
            message: 'unique constraint on partitioned table must include all partitioning columns',
          },
        },
      },
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['PRIMARY', 'error', [], { table: 'public.P' }],
    )
  })

  test('not when it is accepted', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'ALTER TABLE "P" ADD PRIMARY KEY ("id", "at");' }),
      [],
    ))

  test('not for another refusal', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "P" ADD PRIMARY KEY ("id");',
        measured: {
          0: {
            kind: 'failed',
            failure: { sqlState: '0A000', message: 'something else is not supported' },
          },
        },
      }),
      [],
    ))
})
