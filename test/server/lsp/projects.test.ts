import assert from 'node:assert/strict'
import path from 'node:path'
import { readState, type StateChanged } from '../../../server/src/protocol/messages.js'
import { messageOf, openEditor } from '../../support/editor.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'
const init = blog['prisma/migrations/20250101000000_init/migration.sql'] ?? ''
const models = (blog[schema] ?? '').replace(/datasource db \{[^}]*\}\n/, '')
const lock = { 'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n' }

suite('projects of every kind', () => {
  const cache = temporaryCache()
  suiteTeardown(() => cache.remove())

  /** Codes of the schema's findings after the first field of Post has become another one. */
  const codesAfterRename = async (files: Readonly<Record<string, string>>, file: string) => {
    const project = projectFolder(files)
    const editor = await openEditor({ folder: project.folder, cache: cache.folder })
    try {
      await editor.open(file)
      const before = await editor.diagnostics(file)
      await editor.type(file, 'title    String', 'headline String')
      const after = await editor.diagnostics(file)
      return [before, after].map((found) => found.map(({ code }) => code))
    } finally {
      await editor.close()
      project.remove()
    }
  }

  test('Prisma 5 and 6: the URL in the schema and unknown preview features are no errors', async () => {
    const datasource = `datasource db {
  provider          = "postgresql"
  url               = env("DATABASE_URL")
  shadowDatabaseUrl = env("SHADOW")
}

generator client {
  provider        = "prisma-client-js"
  previewFeatures = ["metrics", "driverAdapters"]
}
`
    const files = {
      'package.json': '{ "devDependencies": { "prisma": "5.22.0" } }',
      [schema]: datasource + models,
      'prisma/migrations/20250101000000_init/migration.sql': init,
      ...lock,
    }
    assert.deepEqual(await codesAfterRename(files, schema), [[], ['prisma-rename-as-drop-add']])
  })

  test('Prisma 6 with package.json#prisma and a schema elsewhere', async () => {
    const files = {
      'package.json':
        '{ "devDependencies": { "prisma": "6.19.0" }, "prisma": { "schema": "db/main.prisma" } }',
      'db/main.prisma': blog[schema] ?? '',
      'db/migrations/20250101000000_init/migration.sql': init,
      'db/migrations/migration_lock.toml': 'provider = "postgresql"\n',
    }
    assert.deepEqual(await codesAfterRename(files, 'db/main.prisma'), [
      [],
      ['prisma-rename-as-drop-add'],
    ])
  })

  test('Prisma 7 with a schema folder and a config that computes its paths', async () => {
    const [user = '', post = ''] = models.split(/(?=model Post)/)
    const files = {
      'package.json': '{ "devDependencies": { "prisma": "7.10.0" } }',
      'prisma.config.ts': `import { defineConfig, env } from 'prisma/config'
const folder = ['data', 'model'].join('/')
export default defineConfig({
  schema: folder,
  migrations: { path: folder.replace('model', 'history') },
  datasource: { url: env('MISSING_VARIABLE') },
})
`,
      'data/model/datasource.prisma': 'datasource db {\n  provider = "postgresql"\n}\n',
      'data/model/user.prisma': user,
      'data/model/post.prisma': post,
      'data/history/20250101000000_init/migration.sql': init,
      'data/history/migration_lock.toml': 'provider = "postgresql"\n',
    }
    assert.deepEqual(await codesAfterRename(files, 'data/model/post.prisma'), [
      [],
      ['prisma-rename-as-drop-add'],
    ])
  })

  test('several projects in one workspace each have their own answers', async () => {
    const inFolder = (folder: string) =>
      Object.fromEntries(Object.entries(blog).map(([file, text]) => [`${folder}/${file}`, text]))
    const project = projectFolder({ ...inFolder('one'), ...inFolder('two') })
    const editor = await openEditor({ folder: project.folder, cache: cache.folder })
    await editor.open(`one/${schema}`)
    await editor.open(`two/${schema}`)
    await editor.type(`one/${schema}`, 'name  String?', 'nick  String?')
    assert.deepEqual(
      (await editor.diagnostics(`one/${schema}`)).map(({ code }) => code),
      ['prisma-rename-as-drop-add'],
    )
    assert.deepEqual(await editor.diagnostics(`two/${schema}`), [])
    const { projects } = await editor.connection.sendRequest<StateChanged>(readState.method)
    assert.deepEqual(
      projects.map(({ name, status }) => [name, status]),
      [
        ['one', 'checked'],
        ['two', 'checked'],
      ],
    )
    await editor.close()
    project.remove()
  })

  for (const provider of ['mysql', 'sqlite', 'mongodb', 'sqlserver', 'cockroachdb']) {
    test(`${provider} is left alone, visibly`, async () => {
      const project = projectFolder({
        'package.json': '{ "devDependencies": { "prisma": "7.10.0" } }',
        [schema]: `datasource db {\n  provider = "${provider}"\n}\n${models}`,
      })
      const editor = await openEditor({ folder: project.folder, cache: cache.folder })
      await editor.open(schema)
      assert.deepEqual(await editor.diagnostics(schema), [])
      const { projects } = await editor.connection.sendRequest<StateChanged>(readState.method)
      assert.deepEqual(
        projects.map(({ status }) => status),
        ['unsupported'],
      )
      assert.match(projects[0]?.say ?? '', new RegExp(`"${provider}"`))
      await editor.close()
      project.remove()
    })
  }

  test('Prisma 8 is recognised and left alone, visibly', async () => {
    const project = projectFolder({
      'package.json': '{ "devDependencies": { "prisma": "8.0.0-rc.19" } }',
      [schema]: `// use prisma-next\n${blog[schema] ?? ''}`,
    })
    const editor = await openEditor({ folder: project.folder, cache: cache.folder })
    await editor.open(schema)
    assert.deepEqual(await editor.diagnostics(schema), [])
    const { projects } = await editor.connection.sendRequest<StateChanged>(readState.method)
    assert.deepEqual(
      projects.map(({ status }) => status),
      ['unsupported'],
    )
    assert.match(projects[0]?.say ?? '', /Prisma 8/)
    await editor.close()
    project.remove()
  })

  test('what the committed schema already differs by is one finding of its own', async () => {
    const drifted = (blog[schema] ?? '').replace(
      'title    String',
      'title    String\n  views    Int?\n\n  @@index([title])',
    )
    const project = projectFolder({ ...blog, [schema]: drifted })
    const editor = await openEditor({ folder: project.folder, cache: cache.folder })
    await editor.open(schema)
    const [drift, ...more] = await editor.diagnostics(schema)
    assert.deepEqual(more, [])
    assert.equal(drift?.code, 'drift-before')
    assert.match(messageOf(drift), /ADD COLUMN {5}"views" INTEGER/)
    assert.match(messageOf(drift), /CREATE INDEX "Post_title_idx"/)

    await editor.type(schema, 'name  String?', 'nick  String?')
    const codes = (await editor.diagnostics(schema)).map(({ code }) => code)
    assert.deepEqual(codes.sort(), ['drift-before', 'prisma-rename-as-drop-add'])
    await editor.close()
    project.remove()
  })

  test('a statement of the history that cannot be replayed is said, in the schema and in its file', async () => {
    const bad = 'prisma/migrations/20250102000000_cron/migration.sql'
    const project = projectFolder({ ...blog, [bad]: '-- jobs\nCREATE EXTENSION pg_cron;\n' })
    const editor = await openEditor({ folder: project.folder, cache: cache.folder })
    await editor.open(schema)
    await editor.open(bad)
    const [said] = await editor.diagnostics(schema)
    assert.equal(said?.code, 'history-not-replayed')
    assert.match(messageOf(said), /"20250102000000_cron", line 2/)
    const [inFile] = await editor.diagnostics(bad)
    assert.equal(inFile?.code, 'not-replayed')
    assert.equal(inFile.range.start.line, 1)
    await editor.close()
    project.remove()
  })

  test('untrusted, nothing of the workspace runs: no config, no git', async () => {
    const marker = path.join(cache.folder, 'ran')
    const project = projectFolder({
      ...blog,
      'prisma.config.ts': `import { writeFileSync } from 'node:fs'
writeFileSync(${JSON.stringify(marker)}, '')
export default { schema: 'prisma/schema.prisma' }
`,
    })
    const editor = await openEditor({
      folder: project.folder,
      cache: cache.folder,
      options: { trusted: false },
    })
    await editor.open(schema)
    await editor.type(schema, 'name  String?', 'nick  String?')
    assert.deepEqual(
      (await editor.diagnostics(schema)).map(({ code }) => code),
      ['prisma-rename-as-drop-add'],
    )
    const { existsSync } = await import('node:fs')
    assert.equal(existsSync(marker), false)
    await editor.close()
    project.remove()
  })

  test('CRLF, a byte order mark and characters beyond the first plane keep every place', async () => {
    const text =
      `\ufeff${(blog[schema] ?? '').replace('title ', '/// é😀 title\n  title ')}`.replaceAll(
        '\n',
        '\r\n',
      )
    const project = projectFolder({ ...blog, [schema]: text })
    const editor = await openEditor({ folder: project.folder, cache: cache.folder })
    await editor.open(schema)
    assert.deepEqual(await editor.diagnostics(schema), [])
    await editor.type(schema, 'title    String', 'headline String')
    const [found] = await editor.diagnostics(schema)
    const line = editor.text(schema).split('\r\n')[found?.range.start.line ?? 0] ?? ''
    assert.equal(line.slice(found?.range.start.character, found?.range.end.character), 'headline')
    await editor.close()
    project.remove()
  })
})
