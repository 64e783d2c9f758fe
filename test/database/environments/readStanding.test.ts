import assert from 'node:assert/strict'
import { usualTimeouts } from '../../../server/src/environments/connection.js'
import type { Environment } from '../../../server/src/environments/environment.js'
import type { Standing } from '../../../server/src/environments/environmentStanding.js'
import { readStanding } from '../../../server/src/environments/readStanding.js'
import { createTestDatabase, urlFor, type TestDatabase } from '../../support/embeddedPostgres.js'
import { startFakeServer } from '../../support/fakeServer.js'
import {
  createMigrationsTable,
  historyOf,
  insertAttempt,
  sha256,
} from '../../support/prismaMigrations.js'

const environment: Environment = { name: 'dev', order: 1, protected: false, urlEnv: 'DATABASE_URL' }
const now = new Date('2026-11-20T09:30:00Z')
const history = historyOf({ '1_init': 'CREATE TABLE a ();\n', '2_more': 'CREATE TABLE b ();\n' })
const [init, more] = ['CREATE TABLE a ();\n', 'CREATE TABLE b ();\n']

suite('standing of a real database', function () {
  this.timeout(30_000)
  let database: TestDatabase
  setup(async () => {
    database = await createTestDatabase()
  })
  teardown(() => database.drop())

  test('without the table nothing is applied', async () => {
    const standing = await read()
    assert.ok(standing.kind === 'known')
    assert.deepEqual(states(standing), ['1_init: pending', '2_more: pending'])
    assert.equal(standing.tableSchema, undefined)
    assert.equal(standing.readAt, now)
  })

  test('applied, with the server that was asked', async () => {
    await database.run(
      createMigrationsTable +
        insertAttempt('1_init', init, { kind: 'applied' }) +
        insertAttempt('2_more', more, { kind: 'applied' }),
    )
    const standing = await read()
    assert.ok(standing.kind === 'known')
    assert.equal(standing.inSync, true)
    assert.equal(standing.tableSchema, 'public')
    assert.equal(standing.server.user, 'postgres')
    assert.equal(standing.server.inRecovery, false)
    assert.ok(standing.server.versionNumber >= 180_000)
    assert.match(standing.server.version, /^18/)
    assert.ok((standing.server.databaseBytes ?? 0) > 1_000_000)
    assert.deepEqual(standing.migrateLock, [])
  })

  test('failed, with the log and the time that Prisma noted', async () => {
    await database.run(
      createMigrationsTable +
        insertAttempt('1_init', init, { kind: 'applied' }) +
        insertAttempt('2_more', more, { kind: 'failed', logs: "ERROR: it's there already" }),
    )
    const standing = await read()
    assert.deepEqual(states(standing), ['1_init: applied', '2_more: failed'])
    const failed = standing.kind === 'known' ? standing.migrations[1] : undefined
    assert.ok(failed?.state === 'failed')
    assert.equal(failed.logs, "ERROR: it's there already")
    assert.equal(failed.appliedStepsCount, 0)
    assert.ok(failed.startedAt.getTime() > Date.now() - 60_000)
  })

  test('rolled back, edited after apply, missing locally and out of order, all at once', async () => {
    await database.run(
      createMigrationsTable +
        insertAttempt('2_b', 'old\n', { kind: 'applied' }) +
        insertAttempt('3_c', '3\n', { kind: 'rolledBack' }) +
        insertAttempt('4_d', '4\n', { kind: 'applied' }) +
        insertAttempt('5_e', '5\r\n', { kind: 'applied' }),
    )
    const local = historyOf({
      '1_a': '1\n',
      '2_b': 'new\n',
      '3_c': '3\n',
      '5_e': '5\n',
      '6_f': '6',
    })
    const standing = await read({ local })
    assert.deepEqual(states(standing), [
      '1_a: pending',
      '2_b: editedAfterApply',
      '3_c: rolledBack',
      '4_d: missingLocally',
      '5_e: applied',
      '6_f: pending',
    ])
    assert.equal(standing.kind === 'known' && standing.counts.outOfOrder, 2)
  })

  test('several attempts at one migration', async () => {
    await database.run(
      createMigrationsTable +
        insertAttempt('1_init', 'broken', { kind: 'rolledBack' }) +
        insertAttempt('1_init', init, { kind: 'applied' }),
    )
    const standing = await read()
    assert.deepEqual(states(standing), ['1_init: applied', '2_more: pending'])
    assert.equal(standing.kind === 'known' && standing.migrations[0]?.rows.length, 2)
  })

  test('the schema of the URL says where the table is', async () => {
    await database.run(`CREATE SCHEMA sales; SET search_path = sales; ${createMigrationsTable}
      ${insertAttempt('1_init', init, { kind: 'applied' })}`)
    const standing = await read({ url: `${database.url}?schema=sales` })
    assert.deepEqual(states(standing), ['1_init: applied', '2_more: pending'])
    assert.equal(standing.kind === 'known' && standing.tableSchema, 'sales')
  })

  test('the schema of the environment says so where the URL does not', async () => {
    await database.run(`CREATE SCHEMA "Sales; x"; SET search_path = "Sales; x"; ${createMigrationsTable}
      ${insertAttempt('1_init', init, { kind: 'applied' })}`)
    const standing = await read({ of: { ...environment, schema: 'Sales; x' } })
    assert.deepEqual(states(standing), ['1_init: applied', '2_more: pending'])
  })

  test('a schema without the table has nothing applied, whatever others hold', async () => {
    await database.run(createMigrationsTable + insertAttempt('1_init', init, { kind: 'applied' }))
    const standing = await read({ url: `${database.url}?schema=sales` })
    assert.deepEqual(states(standing), ['1_init: pending', '2_more: pending'])
  })

  test('a table off the search path is not taken for none', async () => {
    await database.run(`CREATE SCHEMA sales; SET search_path = sales; ${createMigrationsTable}`)
    await checkUnknown('table-elsewhere', /schema "sales".*\?schema=sales/)
  })

  test("a table of another shape is not read as Prisma's", async () => {
    await database.run('CREATE TABLE "_prisma_migrations" (id int)')
    await checkUnknown('unexpected-table', /does not have the columns/)
  })

  test('no permission on the table is unknown, not "nothing applied"', async () => {
    await database.run(`${createMigrationsTable} ${createRole('reader_a')}`)
    const url = urlFor(database, 'reader_a', 'reader-hunter2')
    await checkUnknown('permission-denied', /SELECT on "_prisma_migrations"/, { url })
    await database.run(dropRole('reader_a'))
  })

  test('no permission on the schema, which hides it from the search path, is unknown as well', async () => {
    await database.run(`${createMigrationsTable} ${createRole('reader_b')}
      REVOKE ALL ON SCHEMA public FROM PUBLIC`)
    const url = urlFor(database, 'reader_b', 'reader-hunter2')
    await checkUnknown('permission-denied', /USAGE on the schema/, { url })
    await checkUnknown('permission-denied', /USAGE on the schema/, { url: `${url}?schema=public` })
    await database.run(dropRole('reader_b'))
  })

  test('SELECT on the table is all that reading needs', async () => {
    await database.run(`${createMigrationsTable} ${createRole('reader_c')}
      GRANT SELECT ON "_prisma_migrations" TO reader_c`)
    const standing = await read({ url: urlFor(database, 'reader_c', 'reader-hunter2') })
    assert.deepEqual(states(standing), ['1_init: pending', '2_more: pending'])
    assert.equal(standing.kind === 'known' && standing.server.user, 'reader_c')
    await database.run(dropRole('reader_c'))
  })

  test('a table that another session has locked is unknown at once', async () => {
    await database.run(createMigrationsTable)
    const other = await database.connect()
    await other.query('BEGIN; LOCK TABLE "_prisma_migrations" IN ACCESS EXCLUSIVE MODE')
    const timeouts = { ...usualTimeouts, lockTimeoutMs: 50 }
    await checkUnknown('locked', /Another session .* holds a lock/, { timeouts })
    await other.query('ROLLBACK')
  })

  test('a table that answers too slowly is unknown', async () => {
    await database.run(`${createMigrationsTable}
      ALTER TABLE "_prisma_migrations" RENAME TO rows;
      INSERT INTO rows (id, checksum, migration_name) VALUES ('1', '', '1_init');
      CREATE VIEW "_prisma_migrations" AS SELECT rows.* FROM rows, pg_sleep(20)`)
    const timeouts = { ...usualTimeouts, statementTimeoutMs: 100 }
    await checkUnknown('timed-out', /did not answer in time/, { timeouts })
  })

  test('a deploy under way is named by its lock', async () => {
    const deploying = await database.connect()
    await deploying.query("SET application_name = 'prisma'; SELECT pg_advisory_lock(72707369)")
    const standing = await read()
    assert.ok(standing.kind === 'known')
    const [holder] = standing.migrateLock
    assert.equal(standing.migrateLock.length, 1)
    assert.equal(holder?.granted, true)
    assert.equal(holder?.application, 'prisma')
    assert.equal(holder?.user, 'postgres')
    assert.equal(holder?.client, '127.0.0.1')
    assert.ok(holder?.since instanceof Date)
  })

  test('the same lock in another database is another deploy', async () => {
    const other = await createTestDatabase()
    const deploying = await other.connect()
    await deploying.query('SELECT pg_advisory_lock(72707369)')
    const standing = await read()
    assert.deepEqual(standing.kind === 'known' && standing.migrateLock, [])
    await other.drop()
  })

  test('a wrong password is unknown, in words without it', () =>
    checkUnknown('authentication-failed', /refuses the sign-in/, {
      url: urlFor(database, 'postgres', 'wrong-hunter2'),
    }))

  test('five environments at once do not wait for the one that says nothing', async () => {
    const silent = await startFakeServer(() => undefined)
    const others = await Promise.all([1, 2, 3].map(() => createTestDatabase()))
    await Promise.all(others.map((other) => other.run(createMigrationsTable)))
    const timeouts = { ...usualTimeouts, connectTimeoutMs: 300 }
    const ended: string[] = []
    const standings = await Promise.all(
      [silent.url, database.url, ...others.map((other) => other.url)].map(async (url) => {
        const standing = await read({ url, timeouts })
        ended.push(url === silent.url ? 'silent' : 'answering')
        return standing.kind === 'known' ? 'known' : standing.why
      }),
    )
    assert.deepEqual(standings, ['timed-out', 'known', 'known', 'known', 'known'])
    assert.equal(ended.at(-1), 'silent')
    await silent.close()
    await Promise.all(others.map((other) => other.drop()))
  })

  test('a cancelled reading is unknown by wish', async () => {
    const standing = await read({ signal: AbortSignal.abort() })
    assert.ok(standing.kind === 'unknown')
    assert.equal(standing.why, 'aborted')
  })

  type Reading = {
    readonly of?: Environment
    readonly url?: string
    readonly local?: typeof history
    readonly timeouts?:
      typeof usualTimeouts | { readonly [key in keyof typeof usualTimeouts]: number }
    readonly signal?: AbortSignal
  }

  function read({
    of = environment,
    url = database.url,
    local = history,
    timeouts = usualTimeouts,
    signal,
  }: Reading = {}): Promise<Standing> {
    const ports = { now: () => now, sha256, certificateFolder: '/', timeouts }
    return readStanding(of, url, local, ports, signal)
  }

  async function checkUnknown(why: string, say: RegExp, reading: Reading = {}): Promise<void> {
    const standing = await read(reading)
    assert.ok(standing.kind === 'unknown', `is ${standing.kind}`)
    assert.equal(standing.why, why)
    assert.match(standing.say, say)
    assert.doesNotMatch(JSON.stringify(standing), /hunter2|postgresql:\/\//)
    assert.ok(!JSON.stringify(standing).includes(database.password))
  }
})

function createRole(name: string): string {
  return `CREATE ROLE ${name} LOGIN PASSWORD 'reader-hunter2';`
}

function dropRole(name: string): string {
  return `DROP OWNED BY ${name}; DROP ROLE ${name}`
}

function states(standing: Standing): string[] {
  return standing.kind === 'known'
    ? standing.migrations.map(({ name, state }) => `${name}: ${state}`)
    : [`unknown: ${standing.why}`]
}
