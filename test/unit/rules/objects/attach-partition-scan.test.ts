import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'attach-partition-scan'
const database = `CREATE TABLE "Event" ("id" INTEGER, "day" DATE) PARTITION BY RANGE ("day");
  CREATE TABLE "Event_2020" PARTITION OF "Event" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
  CREATE TABLE "Loose" ("id" INTEGER, "day" DATE);`

suite(rule, () => {
  test('says what is read, who waits, and the CHECK that saves it', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: `ALTER TABLE "Event" ATTACH PARTITION "Loose" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');`,
        measured: { 0: { scans: ['public.Loose'] } },
      }),
      [
        'Attaches "Loose" to "Event" and compares every row of "Loose" with the bounds; one row outside them fails the migration. Takes ACCESS EXCLUSIVE on "Loose" and SHARE UPDATE EXCLUSIVE on "Event" while it reads the whole of "Loose": every query on it waits until it is done. Add a CHECK with NOT VALID that says what the bounds do, validate it in a migration of its own, and attach then.',
      ],
    ))

  test('names the default partition where that is read too', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: `ALTER TABLE "Event" ATTACH PARTITION "Loose" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');`,
        measured: { 0: { scans: ['public.Event_2020', 'public.Loose'] } },
      }),
      [
        'Attaches "Loose" to "Event" and compares every row of "Event_2020" and "Loose" with the bounds; one row outside them fails the migration. Takes ACCESS EXCLUSIVE on "Loose" and SHARE UPDATE EXCLUSIVE on "Event" while it reads the whole of "Event_2020" and "Loose": every query on it waits until it is done. Add a CHECK to "Event_2020" and "Loose" with NOT VALID that says what the bounds do, and validate it first; for the default partition it has to exclude the new bounds.',
      ],
    ))

  test('blames the partition', () => {
    const script = {
      database,
      sql: `ALTER TABLE "Event" ATTACH PARTITION "Loose" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');`,
      measured: { 0: { scans: ['public.Loose'] } },
    } as const
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"Loose"', { table: 'public.Loose' }, ['readers', 'writers']],
    )
  })

  test('not when nothing was read, because a CHECK says what the bounds do', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TABLE "Event" ATTACH PARTITION "Loose" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');`,
        measured: { 0: { scans: [] } },
      }),
      [],
    ))

  test('not when only new tables were read', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TABLE "Event" ATTACH PARTITION "Loose" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');`,
        newTables: ['public.Loose'],
        measured: { 0: { scans: ['public.Loose'] } },
      }),
      [],
    ))

  test('not when PostgreSQL refuses it, nor for DETACH', () => {
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TABLE "Event" ATTACH PARTITION "Loose" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');`,
        measured: { 0: { kind: 'failed', failure: { sqlState: '42804', message: 'x' } } },
      }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'ALTER TABLE "Event" DETACH PARTITION "Event_2020";' }),
      [],
    )
  })

  test('where nobody measured it, the partition is taken to be read', () => {
    const script = {
      database,
      sql: `ALTER TABLE "Event" ATTACH PARTITION "Loose" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');`,
      measured: { 0: undefined },
    }
    assert.match(
      findingsOf(rule, script)[0]?.message ?? '',
      /every row of "Loose" .*derived, not measured/,
    )
  })
})
