import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'create-partition-of'
const database = `CREATE TABLE "Event" ("id" INTEGER, "day" DATE) PARTITION BY RANGE ("day");
  CREATE TABLE "Event_2020" PARTITION OF "Event" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
  CREATE TABLE "Loose" ("id" INTEGER, "day" DATE);`

suite(rule, () => {
  test('says who waits, and how to attach instead', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: `CREATE TABLE "Event_2021" PARTITION OF "Event" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');`,
      }),
      [
        'Creates "Event_2021" as a partition of "Event". Takes ACCESS EXCLUSIVE on "Event" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Create it as a plain table with CREATE TABLE … (LIKE "Event" INCLUDING ALL) and attach it with ATTACH PARTITION, which lets queries on "Event" go on.',
      ],
    ))

  test('says what is read where there is a default partition', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: `CREATE TABLE "Event_2021" PARTITION OF "Event" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');`,
        measured: { 0: { scans: ['public.Event_2020'] } },
      }),
      [
        'Creates "Event_2021" as a partition of "Event", and looks in every row of "Event_2020" for one that belongs there. Takes ACCESS EXCLUSIVE on "Event" while it reads the whole of "Event_2020": every query on it waits until it is done. Create it as a plain table with CREATE TABLE … (LIKE "Event" INCLUDING ALL) and attach it with ATTACH PARTITION, which lets queries on "Event" go on.',
      ],
    ))

  test('blames the new table', () => {
    const script = { database, sql: 'CREATE TABLE "Event_2021" PARTITION OF "Event" DEFAULT;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"Event_2021"', { table: 'public.Event_2021' }, []],
    )
  })

  test('not when the partitioned table is new', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "Event_2021" PARTITION OF "Event" DEFAULT;',
        newTables: ['public.Event'],
      }),
      [],
    ))

  test('not when IF NOT EXISTS finds it, nor for a table of its own', () => {
    for (const sql of [
      'CREATE TABLE IF NOT EXISTS "Event_2020" PARTITION OF "Event" DEFAULT;',
      'CREATE TABLE "Other" ("id" INTEGER);',
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not when PostgreSQL refuses it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "Event_2021" PARTITION OF "Event" DEFAULT;',
        measured: { 0: { kind: 'failed', failure: { sqlState: '42P17', message: 'x' } } },
      }),
      [],
    ))
})
