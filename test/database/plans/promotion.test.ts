import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { commandLine } from '../../support/commandLine.js'
import { createTestDatabase, type TestDatabase } from '../../support/embeddedPostgres.js'
import { temporaryCache } from '../../support/engine.js'
import { createMigrationsTable, insertAttempt } from '../../support/prismaMigrations.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'
const plan = '20261120093000_rename_user_name_to_full_name'

suite('promoting a phase with a real environment', function () {
  this.timeout(120_000)
  const cache = temporaryCache()
  let project: ProjectFolder
  let database: TestDatabase
  let concertina: ReturnType<typeof commandLine>
  // One rename goes its way, from test to test.
  suiteSetup(async () => {
    database = await createTestDatabase()
    const environments = [{ name: 'prod', order: 1, urlEnv: 'PROD_URL' }]
    project = projectFolder({ ...blog, 'concertina.json': JSON.stringify({ environments }) })
    project.write(schema, (blog[schema] ?? '').replace('name  String?', 'fullName String?'))
    concertina = commandLine({
      folder: project.folder,
      cache: cache.folder,
      environment: { PROD_URL: database.url },
    })
    const { code, notes } = await concertina('plan', '--recipe', 'rename-column', '--write')
    assert.equal(code, 0, notes)
    await database.run(createMigrationsTable)
    await deploy('20250101000000_init')
    await database.run(`INSERT INTO "User" (email, name) VALUES ('a@example.com', 'Ann')`)
  })
  suiteTeardown(async () => {
    await database.drop()
    project.remove()
    cache.remove()
  })

  /** As `prisma migrate deploy` would. */
  const deploy = async (migration: string) => {
    const file = path.join(project.folder, 'prisma/migrations', migration, 'migration.sql')
    const text = readFileSync(file, 'utf8')
    await database.run(text)
    await database.run(insertAttempt(migration, text, { kind: 'applied' }))
  }
  const gates = async (...parameters: string[]) => {
    const { code, json } = await concertina('promote', plan, '--format', 'json', ...parameters)
    const found = json()['gates'] as readonly { name: string; state: string; say: string }[]
    return { code, gates: found.map(({ name, state }) => `${name} ${state}`), found }
  }

  test('waits until the expand phase is deployed there', async () => {
    const answer = await gates()
    assert.equal(answer.code, 1)
    assert.deepEqual(answer.gates, ['deployed:prod closed', 'verified:prod closed'])
  })

  test('waits until verify.sql returns no row there, whoever answers for it', async () => {
    await deploy(`${plan}_expand`)
    const answer = await gates('--gate-confirmed', 'verified:prod')
    assert.equal(answer.code, 1)
    assert.deepEqual(answer.gates, ['deployed:prod open', 'verified:prod closed'])
    assert.match(
      answer.found[1]?.say ?? '',
      /^verify\.sql finds something in "prod": not the same in both columns, 1\./,
    )
  })

  test('refuses to abandon what has run there', async () => {
    const { code, out } = await concertina('abandon', plan, '--yes')
    assert.equal(code, 1)
    assert.match(out, /^closed .*not-applied:prod .*_expand" has run in "prod"\.$/m)
  })

  test('goes on when the rows are migrated, and nobody has to answer for anything', async () => {
    await database.run('UPDATE "User" SET name = name')
    const answer = await gates()
    assert.equal(answer.code, 0)
    assert.deepEqual(answer.gates, ['deployed:prod open', 'verified:prod open'])
  })

  test('what it wrote can be deployed; the contract then waits for no-old-code alone', async () => {
    const folders = readdirSync(path.join(project.folder, 'prisma/migrations'))
    for (const folder of folders.filter((name) => /_(check|validate)$/.test(name))) {
      await deploy(folder)
    }
    assert.deepEqual((await gates()).gates, [
      'deployed:prod open',
      'verified:prod open',
      'no-old-code unknown',
    ])
  })
})
