import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'detach-partition'
const database = `CREATE TABLE "Event" ("id" INTEGER, "day" DATE) PARTITION BY RANGE ("day");
  CREATE TABLE "Event_2020" PARTITION OF "Event" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
  CREATE TABLE "Loose" ("id" INTEGER, "day" DATE);`

suite(rule, () => {
  test('says who waits, and the word that is missing', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "Event" DETACH PARTITION "Event_2020";' }),
      [
        'Takes the partition "Event_2020" out of "Event": queries that expect its rows there no longer find them. Takes ACCESS EXCLUSIVE on "Event" and "Event_2020" for a moment, but only after every transaction that is open there; meanwhile every query on them waits. Write DETACH PARTITION … CONCURRENTLY, alone in a migration of its own; it needs a table without a default partition.',
      ],
    ))

  test('before PostgreSQL 14 there is no such word', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "Event" DETACH PARTITION "Event_2020";',
        postgresVersion: 13,
      }),
      [
        'Takes the partition "Event_2020" out of "Event": queries that expect its rows there no longer find them. Takes ACCESS EXCLUSIVE on "Event" and "Event_2020" for a moment, but only after every transaction that is open there; meanwhile every query on them waits. Set a short lock_timeout and try again until it succeeds.',
      ],
    ))

  test('blames the partition', () => {
    const script = { database, sql: 'ALTER TABLE "Event" DETACH PARTITION "Event_2020";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"Event_2020"', { table: 'public.Event_2020' }, []],
    )
  })

  test('not with CONCURRENTLY', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Event" DETACH PARTITION "Event_2020" CONCURRENTLY;',
      }),
      [],
    ))

  test('not when the partitioned table is new', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Event" DETACH PARTITION "Event_2020";',
        newTables: ['public.Event'],
      }),
      [],
    ))
})
