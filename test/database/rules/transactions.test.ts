import assert from 'node:assert/strict'
import { splitStatements } from '../../../server/src/sql/splitStatements.js'
import { createTestDatabase, type TestDatabase } from '../../support/embeddedPostgres.js'
import { startBench, type Bench } from '../../support/judge.js'

/** What a rule of this topic finds, however quiet. */
const of = async (bench: Bench, rule: string, ...file: Parameters<Bench['migration']>) =>
  (await bench.migration(...file)).all.filter((finding) => finding.rule === rule)

suite('files as Prisma sends them, judged by what PostgreSQL does', () => {
  let bench: Bench
  suiteSetup(() => {
    bench = startBench(
      `CREATE TABLE "User" ("id" SERIAL NOT NULL, "email" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
       CREATE TABLE "Post" ("id" SERIAL NOT NULL, "title" TEXT, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));`,
    )
  })
  suiteTeardown(() => bench.end())

  const slow = 'ALTER TABLE "User" DROP COLUMN "email"; CREATE INDEX "i" ON "Post" ("title");'

  test('statement-after-exclusive: with the measured lock, in one transaction only', async () => {
    const [finding] = await of(bench, 'statement-after-exclusive', slow)
    assert.match(finding?.message ?? '', /holds ACCESS EXCLUSIVE on "User"/)
    assert.deepEqual(await of(bench, 'statement-after-exclusive', slow, 'split'), [])
  })

  test('statement-after-exclusive: where the parser of Prisma fails, and then says so', async () => {
    const sql = `${slow} ALTER SEQUENCE "Post_id_seq" AS bigint;`
    const [finding] = await of(bench, 'statement-after-exclusive', sql, 'fallback')
    assert.match(finding?.message ?? '', /their parser cannot read ALTER SEQUENCE in it\./)
  })

  test('wide-lock-window: two tables in one transaction', async () => {
    const sql = 'ALTER TABLE "User" ADD "a" INT; ALTER TABLE "Post" ADD "a" INT;'
    const [finding] = await of(bench, 'wide-lock-window', sql)
    assert.deepEqual(finding?.facts, { tables: ['public.User', 'public.Post'], work: 'brief' })
    assert.deepEqual(await of(bench, 'wide-lock-window', sql, 'split'), [])
  })

  test('missing-lock-timeout: once for a file, not with a limit, not for new tables', async () => {
    assert.equal((await of(bench, 'missing-lock-timeout', slow)).length, 1)
    const limited = `SET lock_timeout = '5s'; ${slow}`
    assert.deepEqual(await of(bench, 'missing-lock-timeout', limited), [])
    const fresh = 'CREATE TABLE "N" ("a" INT); CREATE INDEX ON "N" ("a");'
    assert.deepEqual(await of(bench, 'missing-lock-timeout', fresh), [])
  })

  test('migration-does-not-apply: with what PostgreSQL says, and not for roles of a server', async () => {
    const [finding] = await of(bench, 'migration-does-not-apply', 'ALTER TABLE "Usr" ADD "a" INT;')
    assert.match(finding?.message ?? '', /fails here \(42P01\): relation "Usr" does not exist\./)
    const roles = 'GRANT SELECT ON "User" TO nobody_here;'
    assert.deepEqual(await of(bench, 'migration-does-not-apply', roles), [])
    assert.equal((await of(bench, 'raw-sql-unknown', roles)).length, 1)
  })

  test('the SQL in a DO block is judged on its own token, with the locks that were measured', async () => {
    const sql = 'DO $$ BEGIN IF true THEN ALTER TABLE "User" DROP COLUMN "email"; END IF; END $$;'
    const { all, script } = await bench.migration(sql)
    const dropped = all.find(({ rule }) => rule === 'drop-column')
    assert.equal(sql.slice(dropped?.action.range.start, dropped?.action.range.end), '"email"')
    const [statement] = script.statements
    assert.ok(statement?.evidence.kind === 'measured')
    assert.deepEqual(
      statement.evidence.locks.filter(({ kind }) => kind === 'table').map(({ mode }) => mode),
      ['AccessExclusiveLock'],
    )
  })

  test('do-block-ddl: SQL that is built at run time is not checked, although it ran', async () => {
    const sql = `DO $$ BEGIN EXECUTE 'ALTER TABLE "User" DROP COLUMN ' || quote_ident('email'); END $$;`
    const [finding] = await of(bench, 'do-block-ddl', sql)
    assert.match(
      finding?.message ?? '',
      /^The block builds SQL as it runs: .* Its locks were measured/,
    )
  })
})

suite('what happens on a server, sent whole or statement by statement', () => {
  let database: TestDatabase
  setup(async () => {
    database = await createTestDatabase()
    await database.run(
      `CREATE TABLE a (id INT PRIMARY KEY, x TEXT); CREATE TABLE b (id INT PRIMARY KEY, x TEXT);
       INSERT INTO b VALUES (1, 'same'), (2, 'same');`,
    )
  })
  teardown(() => database.drop())

  /** Sends a file over one connection and gives back the SQLSTATE that it stops at. */
  async function apply(sql: string, model: 'batch' | 'split'): Promise<string | undefined> {
    const client = await database.connect()
    const queries = model === 'batch' ? [sql] : splitStatements(sql).map(({ text }) => text)
    try {
      for (const query of queries) await client.query(query)
      return undefined
    } catch (error) {
      return (error as { readonly code?: string }).code
    }
  }

  async function one(sql: string): Promise<unknown> {
    const client = await database.connect()
    const { rows } = await client.query<Record<string, unknown>>(sql)
    return Object.values(rows[0] ?? {})[0]
  }

  const columnsOfA = `SELECT count(*)::int FROM information_schema.columns WHERE table_name = 'a'`

  test('prisma-splitter-fallback: one transaction refuses CONCURRENTLY, by itself it runs', async () => {
    const sql = 'CREATE INDEX CONCURRENTLY i ON a (x); REINDEX TABLE b;'
    assert.equal(await apply(sql, 'batch'), '25001')
    assert.equal(await apply(sql, 'split'), undefined)
  })

  test('not-atomic-multi-statement: the first statement stays, unless there is one transaction', async () => {
    const sql = 'ALTER TABLE a ADD y INT; CREATE UNIQUE INDEX u ON b (x);'
    assert.equal(await apply(sql, 'batch'), '23505')
    assert.equal(await one(columnsOfA), 2)
    assert.equal(await apply(`BEGIN; ${sql} COMMIT;`, 'split'), '23505')
    assert.equal(await apply(sql, 'split'), '23505')
    assert.equal(await one(columnsOfA), 3)
  })

  test('transaction-nesting: COMMIT keeps what stands above it, BEGIN before or not', async () => {
    const sql = 'ALTER TABLE a ADD y INT; COMMIT; CREATE UNIQUE INDEX u ON b (x);'
    assert.equal(await apply(sql, 'batch'), '23505')
    assert.equal(await one(columnsOfA), 3)
  })

  test('uncommitted-transaction: nothing stays when the connection closes', async () => {
    const client = await database.connect()
    await client.query('BEGIN; ALTER TABLE a ADD y INT;')
    await client.query('ALTER TABLE a ADD z INT;')
    await client.end()
    assert.equal(await one(columnsOfA), 2)
  })

  test('set-local-without-transaction: warned of and not set, but set in a file that is sent whole', async () => {
    const client = await database.connect()
    const notices: (string | undefined)[] = []
    client.on('notice', ({ code }) => notices.push(code))
    await client.query(`SET LOCAL lock_timeout = '5s'`)
    const { rows } = await client.query('SHOW lock_timeout')
    assert.deepEqual([rows, notices], [[{ lock_timeout: '0' }], ['25P01']])

    const results = await client.query(`SET LOCAL lock_timeout = '5s'; SHOW lock_timeout;`)
    const [, shown] = results as unknown as readonly { readonly rows: unknown }[]
    assert.deepEqual(shown?.rows, [{ lock_timeout: '5s' }])
  })

  test('session-setting-leaks: the next file of the same connection runs with it', async () => {
    const client = await database.connect()
    await client.query(`SET search_path TO pg_catalog; SELECT 1;`)
    const { rows } = await client.query('SHOW search_path')
    assert.deepEqual(rows, [{ search_path: 'pg_catalog' }])
  })

  test('statement-after-exclusive, wide-lock-window: locks stay while later statements run', async () => {
    const client = await database.connect()
    await client.query('BEGIN; ALTER TABLE a ADD y INT; CREATE INDEX i ON b (x);')
    const held = await one(
      `SELECT array_agg(relation::regclass || ' ' || mode ORDER BY relation::regclass::text) FROM pg_locks
       WHERE relation IN ('a'::regclass, 'b'::regclass) AND mode IN ('AccessExclusiveLock', 'ShareLock')`,
    )
    assert.deepEqual(held, ['a AccessExclusiveLock', 'b ShareLock'])
  })

  test('identifier-too-long: two names that begin alike become one', async () => {
    const long = 'n'.repeat(63)
    assert.equal(
      await apply(`CREATE TABLE ${long}1 (); CREATE TABLE ${long}2 ();`, 'split'),
      '42P07',
    )
  })

  test('missing-lock-timeout: with a limit the wait ends with 55P03', async () => {
    const reader = await database.connect()
    await reader.query('BEGIN; SELECT * FROM a;')
    const sql = `SET lock_timeout = '20ms'; ALTER TABLE a ADD y INT;`
    assert.equal(await apply(sql, 'split'), '55P03')
    assert.equal(await apply(sql, 'batch'), '55P03')
  })
})
