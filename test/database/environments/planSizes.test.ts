import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { PlanDocument } from '../../../server/src/plans/document/planDocument.js'
import { commandLine } from '../../support/commandLine.js'
import { createTestDatabase, type TestDatabase } from '../../support/embeddedPostgres.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'

suite('the estimates of a plan, from the sizes of an environment', function () {
  this.timeout(120_000)
  const cache = temporaryCache()
  let database: TestDatabase
  let project: ProjectFolder
  suiteSetup(async () => {
    database = await createTestDatabase()
    await database.run(blog['prisma/migrations/20250101000000_init/migration.sql'] ?? '')
    await database.run(
      `INSERT INTO "User" (email) SELECT n::text FROM generate_series(1, 2500) AS n; ANALYZE "User";`,
    )
    project = projectFolder(blog)
    project.write(
      'concertina.json',
      '{ "environments": [{ "name": "prod", "urlEnv": "PROD_URL" }] }\n',
    )
    project.write(schema, (blog[schema] ?? '').replace('name  String?', 'fullName String?'))
  })
  suiteTeardown(async () => {
    await database.drop()
    project.remove()
    cache.remove()
  })

  test('plan.json has the rows that were counted there, and the backfill its batches', async () => {
    const concertina = commandLine({
      folder: project.folder,
      cache: cache.folder,
      environment: { PROD_URL: database.url },
    })
    const { code, notes } = await concertina(
      ...['plan', '--recipe', 'rename-column', '--env', 'prod', '--write'],
    )
    assert.equal(code, 0, notes)
    const plans = path.join(project.folder, 'prisma/plans')
    const [folder = ''] = readdirSync(plans)
    const plan = JSON.parse(
      readFileSync(path.join(plans, folder, 'plan.json'), 'utf8'),
    ) as PlanDocument
    assert.equal(plan.estimate?.environment, 'prod')
    assert.equal(plan.estimate.at, '2026-11-20T09:30:00.000Z')
    const [user, ...others] = plan.estimate.tables
    assert.deepEqual(others, [])
    assert.equal(user?.table, 'public.User')
    assert.equal(user.rows, 2500)
    assert.ok(user.bytes > 100_000)
    const backfill = plan.steps?.find(({ id }) => id === 'migrate/backfill')
    assert.match(
      backfill?.estimate ?? '',
      /^3 batches of 1,000 \(about 2,500 rows, \d+ kB in prod\)/,
    )
    assert.match(
      plan.steps?.find(({ id }) => id === 'expand/expand')?.estimate ?? '',
      /^Measured in process: ACCESS EXCLUSIVE on "public\.User"/,
    )
    assert.equal(plan.risk?.level, 'medium')
    assert.match(plan.risk.say, /stop every query on a table for a moment/)
    assert.doesNotMatch(JSON.stringify(plan), new RegExp(database.password))
  })

  test('an environment that cannot be asked ends it: nothing is guessed', async () => {
    const concertina = commandLine({ folder: project.folder, cache: cache.folder })
    const unset = await concertina('plan', '--recipe', 'rename-column', '--env', 'prod')
    assert.equal(unset.code, 3)
    assert.match(unset.notes, /^The environment variable PROD_URL is not set/)
    const unknown = await concertina('plan', '--recipe', 'rename-column', '--env', 'qa')
    assert.equal(unknown.code, 2)
  })
})
