import assert from 'node:assert/strict'
import type { ConfigResult, EvaluatedConfig } from '../../../server/src/prisma/configResult.js'
import type { ProjectLayout } from '../../../server/src/prisma/projectLayout.js'
import { readProjectLayout } from '../../../server/src/prisma/readProjectLayout.js'
import { memoryFiles } from '../../support/memoryFiles.js'

type Texts = Record<string, string>

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n'
const datasourceWithUrls =
  'datasource db {\n  provider = "postgresql"\n  url = env("A")\n  shadowDatabaseUrl = env("B")\n}\n'
const model = 'model A {\n  id Int @id\n}\n'

function prisma(version: string): Texts {
  return { '/work/app/node_modules/prisma/package.json': JSON.stringify({ version }) }
}

function layoutOf(
  texts: Texts,
  options: { schema?: string; evaluated?: ConfigResult } = {},
): Promise<ProjectLayout> {
  const { schema, evaluated } = options
  return readProjectLayout(memoryFiles(texts), {
    root: '/work/app',
    workspaceFolder: '/work',
    ...(schema === undefined ? {} : { schema }),
    ...(evaluated === undefined ? {} : { evaluateConfig: () => Promise.resolve(evaluated) }),
  })
}

function evaluated(config: Partial<EvaluatedConfig>): ConfigResult {
  return {
    kind: 'config',
    config: {
      shape: 'classic',
      externalTables: [],
      externalEnums: [],
      hasUrl: false,
      hasShadowDatabaseUrl: false,
      ...config,
    },
  }
}

function says(layout: ProjectLayout): string[] {
  return layout.problems.map(({ kind, say }) => `${kind}: ${say}`)
}

suite('the layout of a Prisma 7 project', () => {
  test('the config names everything, relative to its own folder', async () => {
    const layout = await layoutOf({
      ...prisma('7.10.1'),
      '/work/app/prisma.config.ts': `export default defineConfig({
        schema: 'db/schema', migrations: { path: './db/history', initShadowDb: 'CREATE ROLE x' },
        tables: { external: ['auth.users'] }, enums: { external: ['auth.role'] },
        datasource: { url: env('A'), shadowDatabaseUrl: env('B') } })`,
      '/work/app/db/schema/main.prisma': datasource,
      '/work/app/db/schema/more/user.prisma': model,
      '/work/app/db/schema/notes.md': '',
    })
    assert.deepEqual(layout, {
      root: '/work/app',
      prismaVersion: { kind: 'classic', major: 7, version: '7.10.1', source: 'installed' },
      configFile: '/work/app/prisma.config.ts',
      schemaFiles: ['/work/app/db/schema/main.prisma', '/work/app/db/schema/more/user.prisma'],
      schemaRoot: '/work/app/db/schema',
      migrationsDir: '/work/app/db/history',
      provider: 'postgresql',
      urlSource: 'config',
      shadowUrlSource: 'config',
      externalTables: ['auth.users'],
      externalEnums: ['auth.role'],
      initShadowDb: 'CREATE ROLE x',
      problems: [],
    })
  })

  test('a config in the folder .config resolves paths from there', async () => {
    const layout = await layoutOf({
      ...prisma('7.10.1'),
      '/work/app/.config/prisma.ts': `export default { schema: '../schema.prisma' }`,
      '/work/app/schema.prisma': datasource,
    })
    assert.deepEqual(layout.schemaFiles, ['/work/app/schema.prisma'])
    assert.equal(layout.migrationsDir, '/work/app/migrations')
  })

  test('without config the schema lies in one of two places', async () => {
    const inFolder = await layoutOf({
      ...prisma('7.0.0'),
      '/work/app/prisma/schema.prisma': datasource,
    })
    assert.deepEqual(inFolder.schemaFiles, ['/work/app/prisma/schema.prisma'])
    assert.equal(inFolder.migrationsDir, '/work/app/prisma/migrations')
    assert.equal(inFolder.urlSource, 'none')
    const direct = await layoutOf({
      ...prisma('7.0.0'),
      '/work/app/prisma/schema.prisma': datasource,
      '/work/app/schema.prisma': datasource,
    })
    assert.deepEqual(direct.schemaFiles, ['/work/app/schema.prisma'])
  })

  test('package.json#prisma is not read any more', async () => {
    const layout = await layoutOf({
      ...prisma('7.0.0'),
      '/work/app/package.json': '{"prisma":{"schema":"db/my.prisma"}}',
      '/work/app/db/my.prisma': datasource,
    })
    assert.deepEqual(layout.schemaFiles, [])
    assert.deepEqual(says(layout), [
      'schema-missing: There is no schema.prisma in "app" or in its folder "prisma".',
    ])
  })

  test('the migrations lie in the folder of the schema, wherever the datasource is', async () => {
    const files = {
      '/work/app/prisma.config.ts': `export default { schema: 'prisma' }`,
      '/work/app/prisma/base/main.prisma': datasource,
      '/work/app/prisma/user.prisma': model,
    }
    const seven = await layoutOf({ ...prisma('7.1.0'), ...files })
    assert.equal(seven.migrationsDir, '/work/app/prisma/migrations')
    const six = await layoutOf({ ...prisma('6.19.3'), ...files })
    assert.equal(six.migrationsDir, '/work/app/prisma/base/migrations')
  })

  test('prisma7.config wins over prisma.config', async () => {
    const layout = await layoutOf({
      ...prisma('7.10.0'),
      '/work/app/prisma.config.ts': `export default { contract: 'x' }`,
      '/work/app/prisma7.config.ts': `export default { schema: 'a.prisma' }`,
      '/work/app/a.prisma': datasource,
    })
    assert.equal(layout.configFile, '/work/app/prisma7.config.ts')
    assert.equal(layout.prismaVersion.kind, 'classic')
  })
})

suite('the layout of a Prisma 5 or 6 project', () => {
  test('package.json names the schema, the schema holds the URLs', async () => {
    const layout = await layoutOf({
      ...prisma('5.22.0'),
      '/work/app/package.json': '{"prisma":{"schema":"db/my.prisma"}}',
      '/work/app/db/my.prisma': datasourceWithUrls,
      '/work/app/prisma.config.ts': `export default { schema: 'other.prisma' }`,
    })
    assert.deepEqual(layout.schemaFiles, ['/work/app/db/my.prisma'])
    assert.equal(layout.migrationsDir, '/work/app/db/migrations')
    assert.equal(layout.configFile, undefined)
    assert.deepEqual([layout.urlSource, layout.shadowUrlSource], ['schema', 'schema'])
  })

  test('the nearest package.json counts, paths start at its folder', async () => {
    const layout = await layoutOf({
      ...prisma('6.19.3'),
      '/work/package.json': '{"prisma":{"schema":"shared/schema.prisma"}}',
      '/work/shared/schema.prisma': datasourceWithUrls,
    })
    assert.deepEqual(layout.schemaFiles, ['/work/shared/schema.prisma'])
  })

  test('a nearer package.json without the setting ends the search', async () => {
    const layout = await layoutOf({
      ...prisma('6.19.3'),
      '/work/package.json': '{"prisma":{"schema":"shared/schema.prisma"}}',
      '/work/app/package.json': '{}',
      '/work/app/prisma/schema.prisma': datasourceWithUrls,
      '/work/shared/schema.prisma': datasourceWithUrls,
    })
    assert.deepEqual(layout.schemaFiles, ['/work/app/prisma/schema.prisma'])
  })

  test('in Prisma 6 the config counts before package.json', async () => {
    const layout = await layoutOf({
      ...prisma('6.19.3'),
      '/work/app/package.json': '{"prisma":{"schema":"a.prisma"}}',
      '/work/app/prisma.config.ts': `export default { schema: 'b.prisma', datasource: { url: '' } }`,
      '/work/app/a.prisma': datasourceWithUrls,
      '/work/app/b.prisma': datasourceWithUrls,
    })
    assert.deepEqual(layout.schemaFiles, ['/work/app/b.prisma'])
    assert.deepEqual([layout.urlSource, layout.shadowUrlSource], ['config', 'schema'])
  })
})

suite('the version where no package tells it', () => {
  test('a URL in the schema means Prisma 6 or older', async () =>
    assert.deepEqual(
      (await layoutOf({ '/work/app/schema.prisma': datasourceWithUrls })).prismaVersion,
      { kind: 'classic', major: 6, source: 'schema' },
    ))

  test('a config without URL in the schema means Prisma 7', async () =>
    assert.deepEqual(
      (
        await layoutOf({
          '/work/app/schema.prisma': datasource,
          '/work/app/prisma.config.ts': 'export default {}',
        })
      ).prismaVersion,
      { kind: 'classic', major: 7, source: 'config' },
    ))

  test('otherwise Prisma 7 is assumed, and said to be', async () =>
    assert.deepEqual((await layoutOf({ '/work/app/schema.prisma': datasource })).prismaVersion, {
      kind: 'classic',
      major: 7,
      source: 'assumed',
    }))
})

suite('a project of Prisma 8 is recognised and left alone', () => {
  const eight: [string, Texts, string][] = [
    ['by its package', prisma('8.0.0-rc.19'), 'installed'],
    [
      'by its config',
      { '/work/app/prisma.config.ts': `export default { contract: 'x' }` },
      'config',
    ],
    [
      'by the first line of its schema',
      { '/work/app/schema.prisma': '// use prisma-next\n' },
      'schema',
    ],
  ]
  for (const [title, texts, source] of eight) {
    test(title, async () => {
      const layout = await layoutOf(texts)
      assert.deepEqual([layout.prismaVersion.kind, layout.prismaVersion.source], ['next', source])
      assert.deepEqual(layout.schemaFiles, [])
      assert.deepEqual(says(layout), [
        'prisma-next: This project uses Prisma 8, whose migrations are not SQL files. Concertina serves Prisma 5, 6 and 7 and leaves it alone.',
      ])
    })
  }

  test('its config is not run', async () => {
    let runs = 0
    const files = memoryFiles({
      ...prisma('8.0.0-rc.19'),
      '/work/app/prisma.config.ts': `export default { contract: 'x' }`,
    })
    await readProjectLayout(files, {
      root: '/work/app',
      workspaceFolder: '/work',
      evaluateConfig: () => {
        runs += 1
        return Promise.resolve(evaluated({}))
      },
    })
    assert.equal(runs, 0)
  })
})

suite('what goes wrong is said, and the project stays', () => {
  const files = {
    ...prisma('7.10.1'),
    '/work/app/prisma/schema.prisma': datasource,
    '/work/app/prisma.config.ts': `export default { schema: find(), migrations: { path: 'm' } }`,
  }

  test('a computed setting in a workspace that is not trusted', async () => {
    const layout = await layoutOf(files)
    assert.deepEqual(layout.schemaFiles, ['/work/app/prisma/schema.prisma'])
    assert.equal(layout.migrationsDir, '/work/app/m')
    assert.deepEqual(says(layout), [
      'config-not-run: prisma.config.ts computes "schema", which is known only after running it. Trust the workspace to have it run.',
    ])
  })

  test('a config that was run has no such problem', async () => {
    const result = evaluated({
      schema: '/work/app/prisma/schema.prisma',
      migrationsPath: '/m',
      hasUrl: true,
    })
    const layout = await layoutOf(files, { evaluated: result })
    assert.deepEqual(layout.problems, [])
    assert.equal(layout.migrationsDir, '/m')
    assert.equal(layout.urlSource, 'config')
  })

  test('a config that fails is read as text', async () => {
    const layout = await layoutOf(files, {
      evaluated: { kind: 'failed', because: 'threw', say: 'prisma.config.ts failed.' },
    })
    assert.equal(layout.migrationsDir, '/work/app/m')
    assert.deepEqual(says(layout), [
      'config-failed: prisma.config.ts failed.',
      'config-not-run: prisma.config.ts computes "schema", so the usual places are taken.',
    ])
  })

  test('a schema that is named and missing', async () => {
    const layout = await layoutOf({
      ...prisma('7.10.1'),
      '/work/app/prisma.config.ts': `export default { schema: 'db/schema.prisma' }`,
    })
    assert.deepEqual(says(layout), [
      'schema-missing: The schema "app/db/schema.prisma", which app/prisma.config.ts names, does not exist.',
    ])
    assert.equal(layout.schemaRoot, '/work/app/db')
  })

  test('a folder without any .prisma file', async () => {
    const layout = await layoutOf({
      ...prisma('7.10.1'),
      '/work/app/prisma.config.ts': `export default { schema: 'db' }`,
      '/work/app/db/readme.md': '',
    })
    assert.deepEqual(says(layout), [
      'schema-missing: The folder "app/db", which app/prisma.config.ts names as the schema, has no .prisma files.',
    ])
  })

  test('a folder that cannot be a schema is not read to its end', async () => {
    const deep = `/work/app/${'a/'.repeat(12)}schema.prisma`
    const layout = await layoutOf({
      ...prisma('7.10.1'),
      '/work/app/prisma.config.ts': `export default { schema: '.' }`,
      '/work/app/main.prisma': datasource,
      [deep]: model,
    })
    assert.deepEqual(layout.schemaFiles, ['/work/app/main.prisma'])
    assert.deepEqual(says(layout), [
      'schema-too-large: The folder "app", which app/prisma.config.ts names as the schema, is too large to be read wholly. Models in it may be missing.',
    ])
  })

  test('no datasource, or two', async () => {
    const config = { '/work/app/prisma.config.ts': `export default { schema: 'db' }` }
    const none = await layoutOf({ ...prisma('7.10.1'), ...config, '/work/app/db/a.prisma': model })
    assert.deepEqual(says(none), [
      'datasource-missing: The schema has no datasource, so its database is not known.',
    ])
    assert.equal(none.provider, undefined)
    const two = await layoutOf({
      ...prisma('7.10.1'),
      ...config,
      '/work/app/db/a.prisma': datasource,
      '/work/app/db/b.prisma': datasource,
    })
    assert.deepEqual(says(two), [
      'datasource-twice: The schema has two datasources, in "app/db/a.prisma" and "app/db/b.prisma". The first one counts here; Prisma refuses both.',
    ])
  })

  test('a file that cannot be read', async () => {
    const files = memoryFiles({ ...prisma('7.10.1'), '/work/app/schema.prisma': datasource })
    const layout = await readProjectLayout(
      {
        ...files,
        readFile: (path) =>
          path.endsWith('.prisma') ? Promise.resolve(undefined) : files.readFile(path),
      },
      { root: '/work/app', workspaceFolder: '/work' },
    )
    assert.deepEqual(says(layout), [
      'schema-unreadable: The file "app/schema.prisma" cannot be read.',
    ])
  })

  test('another database is told by its provider, as it is written', async () => {
    const layout = await layoutOf({
      ...prisma('7.10.1'),
      '/work/app/schema.prisma': 'datasource db {\n  provider = "mysql"\n}\n',
    })
    assert.equal(layout.provider, 'mysql')
    assert.deepEqual(layout.problems, [])
  })
})
