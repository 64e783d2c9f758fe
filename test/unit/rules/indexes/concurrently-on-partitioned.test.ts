import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'concurrently-on-partitioned'
const database = `CREATE TABLE "P" ("id" INT, "at" DATE) PARTITION BY RANGE ("at");
  CREATE TABLE "P1" PARTITION OF "P" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  CREATE INDEX "P_id" ON "P" ("id");`

suite(rule, () => {
  test('says that it is refused, and the way by the partitions', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'CREATE INDEX CONCURRENTLY "i" ON "P" ("at");' }),
      [
        'CREATE INDEX CONCURRENTLY does not work on "P", which is partitioned: the deployment stops here with error 0A000. Create the index with ON ONLY the partitioned table, then CONCURRENTLY on each partition, and attach those with ALTER INDEX … ATTACH PARTITION.',
      ],
    ))

  test('with ONLY all the same', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'CREATE INDEX CONCURRENTLY "i" ON ONLY "P" ("at");' }),
      [
        'CREATE INDEX CONCURRENTLY does not work on "P", which is partitioned: the deployment stops here with error 0A000. Create the index with ON ONLY the partitioned table, then CONCURRENTLY on each partition, and attach those with ALTER INDEX … ATTACH PARTITION.',
      ],
    ))

  test('dropping the index of one, too', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'DROP INDEX CONCURRENTLY "P_id";' }), [
      'DROP INDEX CONCURRENTLY does not work on "P_id", because "P" is partitioned: the deployment stops here with error 0A000. Drop it without CONCURRENTLY, behind a short lock_timeout.',
    ]))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { database, sql: 'CREATE INDEX CONCURRENTLY "i" ON "P" ("at");' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"i"', 'error', [], { table: 'public.P', index: 'i' }],
    )
  })

  test('not on a partition', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'CREATE INDEX CONCURRENTLY "i" ON "P1" ("at");' }),
      [],
    ))

  test('not without CONCURRENTLY', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'CREATE INDEX "i" ON "P" ("at"); DROP INDEX "P_id";' }),
      [],
    ))
})
