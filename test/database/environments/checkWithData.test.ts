import assert from 'node:assert/strict'
import type { CheckReport } from '../../../server/src/protocol/checkReport.js'
import { commandLine } from '../../support/commandLine.js'
import { createTestDatabase, type TestDatabase } from '../../support/embeddedPostgres.js'
import { temporaryCache } from '../../support/engine.js'
import { createMigrationsTable, insertAttempt } from '../../support/prismaMigrations.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'
const init = blog['prisma/migrations/20250101000000_init/migration.sql'] ?? ''

suite('concertina check --env', function () {
  this.timeout(30_000)
  const cache = temporaryCache()
  let database: TestDatabase
  let project: ProjectFolder
  suiteSetup(async () => {
    database = await createTestDatabase()
    await database.run(init)
    await database.run(
      createMigrationsTable + insertAttempt('20250101000000_init', init, { kind: 'applied' }),
    )
    await database.run(
      `INSERT INTO "User" ("email", "name") VALUES ('a', NULL), ('b', 'B'), ('c', NULL)`,
    )
    project = projectFolder({
      ...blog,
      'concertina.json': '{ "environments": [{ "name": "prod", "urlEnv": "PROD_URL" }] }',
      [schema]: blog[schema] ?? '',
    })
    project.write(schema, (blog[schema] ?? '').replace('name  String?', 'name  String'))
  })
  suiteTeardown(async () => {
    project.remove()
    cache.remove()
    await database.drop()
  })

  const check = (url: string | undefined, ...words: readonly string[]) =>
    commandLine({
      folder: project.folder,
      cache: cache.folder,
      environment: url === undefined ? {} : { PROD_URL: url },
    })('check', ...words)
  const inProd = async () => {
    const { out } = await check(database.url, '--env', 'prod', '--format', 'json')
    const { findings } = JSON.parse(out) as CheckReport
    const [finding, ...others] = findings.filter(({ object }) => object.column === 'name')
    assert.ok(finding !== undefined && others.length === 0, out)
    return finding
  }

  test('what may fail becomes what fails, with the number of rows', async () => {
    const finding = await inProd()
    assert.equal(finding.severity, 'error')
    assert.match(finding.message, /In prod \(just now\): it fails: 2 rows have NULL in "name"\./)
    const { count, environment, readAt } = finding.data ?? {}
    assert.deepEqual([count, environment, readAt], [2, 'prod', '2026-11-20T09:30:00.000Z'])
  })

  test('without such a row only the lock is left, and a small table is soon read', async () => {
    await database.run(`UPDATE "User" SET "name" = 'x' WHERE "name" IS NULL; `)
    await database.run('ANALYZE "User"')
    const finding = await inProd()
    assert.equal(finding.severity, 'information')
    assert.match(
      finding.message,
      /no row has NULL in "name"\. The table has about 3 rows, \d+ kB: the scan takes less than a second/,
    )
  })

  test('how busy the table is, and how many would wait', async () => {
    const client = await database.connect()
    await client.query('SELECT pg_stat_reset()')
    await client.query(
      `INSERT INTO "User" ("email", "name") SELECT n, 'x' FROM generate_series(1, 5000) AS n`,
    )
    await client.query('SELECT pg_stat_force_next_flush()')
    const { message } = await inProd()
    assert.match(
      message,
      /"User" gets [\d,]+ writes and \d+ reads a second \(on average since the statistics were reset\): about [\d,]+ of them wait until it is done\./,
    )
  })

  test('the version of the server is what it is judged for, unless concertina.json names one', async () => {
    const judgedFor = async (settings: string) => {
      project.write(
        'concertina.json',
        `{ ${settings}"environments": [{ "name": "prod", "urlEnv": "PROD_URL" }] }`,
      )
      const { out } = await check(database.url, '--env', 'prod', '--format', 'json')
      return (JSON.parse(out) as CheckReport).project.judgedFor
    }
    const client = await database.connect()
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
    const major = Number.parseInt(rows[0]?.server_version ?? '')
    const asked = await judgedFor('')
    assert.deepEqual([asked.postgres, asked.basis, asked.differs], [major, 'server', false])
    const differs = await judgedFor(`"postgresVersion": ${major + 1}, `)
    assert.deepEqual([differs.postgres, differs.basis], [major + 1, 'file'])
    assert.equal(
      differs.say,
      `Judged for PostgreSQL ${major + 1}, as concertina.json says; but the server of prod runs ${major}.`,
    )
  })

  test('an environment without a URL, or one that is not there, is said to be unknown', async () => {
    const silent = await check(undefined, '--env', 'prod')
    assert.equal(silent.code, 3)
    assert.match(silent.notes, /^The environment variable PROD_URL is not set/)
    const unknown = await check(database.url, '--env', 'production')
    assert.equal(unknown.code, 2)
    assert.match(unknown.notes, /names no environment "production"\. It names: prod\./)
    const unreachable = await check('postgresql://u:secret@127.0.0.1:1/x', '--env', 'prod')
    assert.equal(unreachable.code, 3)
    assert.match(unreachable.notes, /^Where prod stands is not known: /)
    assert.doesNotMatch(unreachable.notes, /secret/)
  })
})
