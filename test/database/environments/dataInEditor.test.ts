import assert from 'node:assert/strict'
import { pathToFileURL } from 'node:url'
import type { Hover, MarkupContent } from 'vscode-languageserver-protocol'
import { checkData, type CheckDataAnswer } from '../../../server/src/protocol/messages.js'
import { messageOf, openEditor, type Editor } from '../../support/editor.js'
import { createTestDatabase, type TestDatabase } from '../../support/embeddedPostgres.js'
import { temporaryCache } from '../../support/engine.js'
import { createMigrationsTable, insertAttempt } from '../../support/prismaMigrations.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'
const init = blog['prisma/migrations/20250101000000_init/migration.sql'] ?? ''

suite('what an environment’s rows say, in the editor', function () {
  this.timeout(30_000)
  const cache = temporaryCache()
  let database: TestDatabase
  let project: ProjectFolder
  let editor: Editor
  let now = new Date('2026-11-20T09:30:00Z')

  suiteSetup(async () => {
    database = await createTestDatabase()
    await database.run(init)
    await database.run(
      createMigrationsTable + insertAttempt('20250101000000_init', init, { kind: 'applied' }),
    )
    await database.run(`INSERT INTO "User" ("email") VALUES ('a'), ('b')`)
    project = projectFolder({
      ...blog,
      'concertina.json': '{ "environments": [{ "name": "prod", "urlEnv": "PROD_URL" }] }',
    })
    editor = await openEditor({
      folder: project.folder,
      cache: cache.folder,
      environment: { PROD_URL: database.url },
      now: () => now,
    })
    await editor.open(schema)
    await editor.type(schema, 'name  String?', 'name  String')
  })
  suiteTeardown(async () => {
    await editor.close()
    project.remove()
    cache.remove()
    await database.drop()
  })

  const ask = (environment: string) =>
    editor.connection.sendRequest<CheckDataAnswer>(checkData.method, {
      project: pathToFileURL(project.folder).href,
      environment,
    })
  const message = async () => {
    const [diagnostic, ...others] = await editor.diagnostics(schema)
    assert.ok(diagnostic !== undefined && others.length === 0)
    return messageOf(diagnostic)
  }

  test('nothing is said of data before somebody asks', async () =>
    assert.doesNotMatch(await message(), /In prod/))

  test('the finding tells how many rows make it fail', async () => {
    assert.deepEqual(await ask('prod'), {
      kind: 'asked',
      say: 'prod answered for 1 of 1 findings; 1 of them are errors there.',
    })
    assert.match(await message(), /\nIn prod \(just now\): it fails: 2 rows have NULL in "name"\./)
  })

  test('the version of its server is what migrations are judged for from then on', async () => {
    const before = editor.text(schema).split('name  String')[0] ?? ''
    const hover = await editor.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri: editor.uri(schema) },
      position: { line: before.split('\n').length - 1, character: 3 },
    })
    assert.match(
      (hover?.contents as MarkupContent).value,
      /\*Judged for PostgreSQL \d+, which the server of prod runs; concertina\.json names no version for it\.\*/,
    )
  })

  test('the answer stays while other lines are typed, and does not speak of other columns', async () => {
    await editor.type(schema, 'title    String', 'title    String?')
    assert.match(
      (await editor.diagnostics(schema)).map(messageOf).join('\n'),
      /In prod \(just now\): it fails/,
    )
    await editor.type(schema, 'title    String?', 'title    String')
  })

  test('it is withdrawn when it is old', async () => {
    now = new Date('2026-11-20T09:45:00Z')
    assert.doesNotMatch(await message(), /In prod/)
  })

  test('an environment that is not there is refused with the reason', async () =>
    assert.deepEqual(await ask('production'), {
      kind: 'refused',
      say: 'concertina.json names no environment "production".',
    }))
})
