import assert from 'node:assert/strict'
import type { DeploySummary } from '../../../server/src/protocol/deploySummary.js'
import { commandLine } from '../../support/commandLine.js'
import { createTestDatabase, type TestDatabase } from '../../support/embeddedPostgres.js'
import { temporaryCache } from '../../support/engine.js'
import { createMigrationsTable, insertAttempt } from '../../support/prismaMigrations.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const init = blog['prisma/migrations/20250101000000_init/migration.sql'] ?? ''

suite('concertina summary --env', function () {
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
    await database.run(`INSERT INTO "User" ("email", "name") VALUES ('a', NULL), ('b', 'B')`)
    await database.run('ANALYZE "User"')
    project = projectFolder({
      ...blog,
      'concertina.json': `{ "environments": [
        { "name": "prod", "urlEnv": "PROD_URL", "protected": true }, { "name": "demo", "urlEnv": "DEMO_URL" }] }`,
      'prisma/migrations/20250201000000_name/migration.sql':
        'ALTER TABLE "Post" ADD COLUMN "body" TEXT;\nALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL;\n',
    })
  })
  suiteTeardown(async () => {
    project.remove()
    cache.remove()
    await database.drop()
  })

  const run = async (...words: readonly string[]) => {
    const concertina = commandLine({
      folder: project.folder,
      cache: cache.folder,
      environment: { PROD_URL: database.url },
    })
    const { code, out } = await concertina('summary', '--format', 'json', ...words)
    return { code, summary: JSON.parse(out) as DeploySummary }
  }

  test('what the environment lacks, with its rows: what fails there, and for how long it waits', async () => {
    const { code, summary } = await run('--env', 'prod')
    assert.equal(code, 0)
    const [prod] = summary.environments
    assert.ok(prod?.kind === 'known')
    assert.deepEqual([prod.open, prod.protected], [['20250201000000_name'], true])
    const [migration, ...others] = summary.migrations
    assert.deepEqual([migration?.environments, others.length], [['prod'], 0])
    assert.match(
      migration?.halfApplied[0] ?? '',
      /fails if rows are against it\. In prod \(just now\): it fails: 1 row has NULL in "name"\..* Then statement 1 has taken effect already\./,
    )
    const [, required] = migration?.steps ?? []
    assert.equal(required?.estimates[0]?.environment, 'prod')
    assert.match(
      required.estimates[0].say,
      /^The table has about 2 rows, \d+ kB: the scan takes less than a second \(at 200 MB\/s, an assumption\)\.$/,
    )
  })

  test('an environment that cannot be asked is not known, and the exit code says so', async () => {
    const { code, summary } = await run('--env', 'prod', '--env', 'demo')
    assert.equal(code, 3)
    assert.deepEqual(
      summary.environments.map(({ name, kind }) => [name, kind]),
      [
        ['prod', 'known'],
        ['demo', 'unknown'],
      ],
    )
  })
})
