import assert from 'node:assert/strict'
import { usualTimeouts, withReadOnlySession } from '../../../server/src/environments/connection.js'
import type {
  ReadOnlySession,
  SessionOptions,
  SessionResult,
} from '../../../server/src/environments/connection.js'
import type { FailureReason } from '../../../server/src/environments/connectionFailure.js'
import { createTestDatabase, urlFor, type TestDatabase } from '../../support/embeddedPostgres.js'

const options: SessionOptions = { ...usualTimeouts, certificateFolder: '/' }

suite('read-only session', function () {
  this.timeout(30_000)
  let database: TestDatabase
  suiteSetup(async () => {
    database = await createTestDatabase()
    await database.run("CREATE TABLE note (text text); INSERT INTO note VALUES ('kept')")
  })
  suiteTeardown(() => database.drop())

  test('reads, under the name concertina, and leaves no connection behind', async () => {
    const result = await session((one) =>
      one.query('SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()'),
    )
    assert.deepEqual(result, { kind: 'done', value: [{ application_name: 'concertina' }] })
    await noSessionIsLeft()
  })

  test('has the timeouts that were asked for', async () => {
    const result = await session((one) =>
      one.query(`SELECT name, setting FROM pg_settings WHERE name IN
        ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') ORDER BY name`),
    )
    assert.deepEqual(result, {
      kind: 'done',
      value: [
        { name: 'idle_in_transaction_session_timeout', setting: '15000' },
        { name: 'lock_timeout', setting: '500' },
        { name: 'statement_timeout', setting: '5000' },
      ],
    })
  })

  for (const write of [
    'INSERT INTO note VALUES (1)',
    'CREATE TABLE more ()',
    'DROP TABLE note',
    'TRUNCATE note',
    "SELECT setval('s', 1)",
  ]) {
    test(`refuses ${write}`, async () => {
      await database.run('CREATE SEQUENCE IF NOT EXISTS s')
      await checkFailure('write-refused', (one) => one.query(write))
    })
  }

  test('cannot be made writable, neither inside the transaction nor after it', async () => {
    await checkFailure('query-failed', (one) => one.query('SET transaction_read_only = off'))
    await checkFailure('write-refused', async (one) => {
      await one.query('COMMIT')
      await one.query('INSERT INTO note VALUES (1)')
    })
  })

  test('takes one statement at a time', () =>
    checkFailure('query-failed', (one) => one.query('COMMIT; INSERT INTO note VALUES (1)')))

  test('has written nothing in all of these tests', async () =>
    assert.deepEqual(await session((one) => one.query('SELECT * FROM note')), {
      kind: 'done',
      value: [{ text: 'kept' }],
    }))

  test('a slow statement is ended by the server', async () => {
    await checkFailure('timed-out', (one) => one.query('SELECT pg_sleep(20)'), {
      statementTimeoutMs: 50,
    })
    await noSessionIsLeft()
  })

  test('a locked table is not waited for', async () => {
    const other = await database.connect()
    await other.query('BEGIN; LOCK TABLE note IN ACCESS EXCLUSIVE MODE')
    await checkFailure('locked', (one) => one.query('SELECT * FROM note'), { lockTimeoutMs: 50 })
    await other.query('ROLLBACK')
  })

  test('the total time ends it, whatever the work does', () =>
    checkFailure('timed-out', () => new Promise(() => undefined), { totalTimeoutMs: 200 }))

  test('the signal ends it in the middle of a statement', async () => {
    const controller = new AbortController()
    await checkFailure(
      'aborted',
      async (one) => {
        const answer = one.query('SELECT pg_sleep(1)')
        controller.abort()
        await answer
      },
      { signal: controller.signal },
    )
  })

  test('a signal that has already been given stops it before it connects', () =>
    checkFailure('aborted', () => assert.fail('never called'), { signal: AbortSignal.abort() }))

  test('a connection that the server ends is a lost one', async () => {
    const other = await database.connect()
    await checkFailure('disconnected', async (one) => {
      await other.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'concertina'",
      )
      await one.query('SELECT 1')
    })
  })

  test('an exception of the work comes through, and the connection is closed', async () => {
    await assert.rejects(
      session(() => Promise.reject(new TypeError('a bug'))),
      { name: 'TypeError', message: 'a bug' },
    )
    await noSessionIsLeft()
  })

  test('parameters of Prisma that PostgreSQL does not know do no harm', async () => {
    const parameters =
      'schema=sales&connection_limit=1&pool_timeout=3&pgbouncer=true&sslaccept=strict&connect_timeout=9&socket_timeout=3&statement_cache_size=0'
    const result = await withReadOnlySession(`${database.url}?${parameters}`, options, (one) =>
      Promise.resolve(one.schema),
    )
    assert.deepEqual(result, { kind: 'done', value: 'sales' })
  })

  test('start parameters of the URL are kept beside ours', async () => {
    const url = `${database.url}?options=-c%20search_path%3Dsales`
    const result = await withReadOnlySession(url, options, (one) =>
      one.query(
        "SELECT current_setting('search_path') AS path, current_setting('default_transaction_read_only') AS guard",
      ),
    )
    assert.deepEqual(result, { kind: 'done', value: [{ path: 'sales', guard: 'on' }] })
  })

  test('TLS that the URL demands and the server does not offer is a failure of TLS', () =>
    checkUrl('tls-failed', `${database.url}?sslmode=require`))

  test('a wrong password is a refused sign-in', () =>
    checkUrl('authentication-failed', urlFor(database, 'postgres', 'wrong-hunter2')))

  test('no password is a refused sign-in, even when PGPASSWORD would fit', () =>
    checkUrl(
      'authentication-failed',
      `postgresql://postgres@${database.host}:${database.port}/${database.name}`,
    ))

  test('an unknown user is a refused sign-in', () =>
    checkUrl('authentication-failed', urlFor(database, 'nobody-hunter2', 'wrong-hunter2')))

  test('an unknown database is said to be missing', () =>
    checkUrl('no-such-database', database.url.replace(database.name, 'hunter2')))

  test('a user without CONNECT has no permission', async () => {
    await database.run(`
      CREATE ROLE guest_hunter2 LOGIN PASSWORD 'guest-hunter2';
      REVOKE CONNECT ON DATABASE ${database.name} FROM PUBLIC`)
    await checkUrl('permission-denied', urlFor(database, 'guest_hunter2', 'guest-hunter2'))
    await database.run(`
      GRANT CONNECT ON DATABASE ${database.name} TO PUBLIC; DROP ROLE guest_hunter2`)
  })

  function session<Value>(
    work: (one: ReadOnlySession) => Promise<Value>,
    more: Partial<SessionOptions> = {},
  ): Promise<SessionResult<Value>> {
    return withReadOnlySession(database.url, { ...options, ...more }, work)
  }

  async function checkFailure(
    because: FailureReason,
    work: (one: ReadOnlySession) => Promise<unknown>,
    more: Partial<SessionOptions> = {},
  ): Promise<void> {
    const result = await session(work, more)
    assert.equal(result.kind === 'failure' ? result.because : result.kind, because)
  }

  /** No message may hold the user, the password or the database of its URL. */
  async function checkUrl(because: FailureReason, url: string): Promise<void> {
    const result = await withReadOnlySession(url, options, () => assert.fail('never called'))
    assert.ok(result.kind === 'failure')
    assert.equal(result.because, because)
    assert.match(result.say, new RegExp(`127\\.0\\.0\\.1:${database.port}`))
    assert.doesNotMatch(result.say, /hunter2|postgres:|postgresql:/)
    assert.ok(!result.say.includes(database.password))
  }

  async function noSessionIsLeft(): Promise<void> {
    const other = await database.connect()
    const deadline = Date.now() + 5_000
    for (;;) {
      const { rowCount } = await other.query(
        "SELECT FROM pg_stat_activity WHERE application_name = 'concertina'",
      )
      if (rowCount === 0) return
      assert.ok(Date.now() < deadline, `${rowCount} sessions of ours are still open`)
    }
  }
})
