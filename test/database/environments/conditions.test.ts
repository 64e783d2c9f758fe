import assert from 'node:assert/strict'
import { Client } from 'pg'
import type {
  Conditions,
  ConditionSubjects,
} from '../../../server/src/environments/data/conditions.js'
import { readData } from '../../../server/src/environments/data/readData.js'
import { createTestDatabase, urlFor, type TestDatabase } from '../../support/embeddedPostgres.js'

const table = 'public.Order'

suite('what goes on around a table of a real database', function () {
  this.timeout(30_000)
  let database: TestDatabase
  let other: Client
  suiteSetup(async () => {
    database = await createTestDatabase()
    await database.run(`
      CREATE TABLE "Order" ("id" INT PRIMARY KEY, "code" TEXT);
      CREATE INDEX "by_code" ON "Order" ("code");
      CREATE TABLE "Event" ("at" INT) PARTITION BY RANGE ("at");
      CREATE TABLE "Event_1" PARTITION OF "Event" FOR VALUES FROM (1) TO (2);
      CREATE TABLE "Event_2" PARTITION OF "Event" FOR VALUES FROM (2) TO (3);
      CREATE INDEX "by_at" ON "Event" ("at");`)
    other = new Client({ connectionString: database.url })
    await other.connect()
  })
  suiteTeardown(async () => {
    await other.end()
    await database.drop()
  })

  const read = async (
    subjects: Partial<ConditionSubjects>,
    url = database.url,
  ): Promise<Conditions> => {
    const result = await readData(url, [], {
      certificateFolder: '/',
      largestScanBytes: 1e9,
      subjects: { tables: [], indexes: [], ...subjects },
    })
    assert.ok(result.kind === 'done', JSON.stringify(result))
    return result.value.conditions ?? assert.fail()
  }
  /** Hands its counters over at once, as a server does within a second or so. */
  const work = async (sql: string) => {
    await other.query(sql)
    await other.query('SELECT pg_stat_force_next_flush()')
  }

  test('rows written and scans begun, per second, on average since the counters were reset', async () => {
    await other.query('SELECT pg_stat_reset()')
    await work(`INSERT INTO "Order" SELECT n, 'x' FROM generate_series(1, 5000) AS n`)
    await work('SELECT count(*) FROM "Order"')
    const { traffic, usage } = (await read({ tables: [table] })).tables.get(table) ?? assert.fail()
    assert.equal(traffic.basis, 'average')
    // At least a second has passed between the two looks, and no minute.
    assert.ok(traffic.writes > 80 && traffic.writes < 5_000, String(traffic.writes))
    assert.equal(usage.scans, 1)
    assert.match(usage.last ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  })

  test('the age of the oldest transaction that holds a lock on it; no other counts', async () => {
    await other.query('BEGIN; LOCK TABLE "Order" IN ACCESS SHARE MODE')
    try {
      const { tables } = await read({ tables: [table, 'public.Event'] })
      assert.ok((tables.get(table)?.longestHolderSeconds ?? 0) >= 1)
      assert.equal(tables.get('public.Event')?.longestHolderSeconds, undefined)
    } finally {
      await other.query('ROLLBACK')
    }
  })

  test('a role that may not see how old it is learns that', async () => {
    await database.run(`CREATE ROLE conditions_blind LOGIN PASSWORD 'x'`)
    await other.query('BEGIN; LOCK TABLE "Order" IN ACCESS SHARE MODE')
    try {
      const blind = urlFor(database, 'conditions_blind', 'x')
      const found = (await read({ tables: [table] }, blind)).tables.get(table)
      assert.deepEqual([found?.longestHolderSeconds, found?.holdersAreHidden], [undefined, true])
    } finally {
      await other.query('ROLLBACK')
    }
  })

  test('whether an index is still read', async () => {
    await other.query('SELECT pg_stat_reset()')
    const before = await read({ indexes: ['by_code'] })
    assert.equal(before.indexes.get('by_code')?.scans, 0)
    await work(`SET enable_seqscan = off; SELECT count(*) FROM "Order" WHERE "code" = 'x'`)
    assert.equal((await read({ indexes: ['by_code'] })).indexes.get('by_code')?.scans, 1)
  })

  test('how many relations a partitioned table is, of how many locks and connections', async () => {
    const { server, tables } = await read({ tables: ['public.Event', 'public.Missing'] })
    assert.equal(tables.get('public.Event')?.relations, 6)
    assert.equal(tables.has('public.Missing'), false)
    assert.ok(server.connections.used >= 2 && server.connections.used <= server.connections.most)
    assert.ok(server.lockSlots >= 64 * server.connections.most)
    assert.deepEqual(server.replicas, { count: 0 })
  })
})
