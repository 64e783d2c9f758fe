import assert from 'node:assert/strict'
import { findProjects } from '../../../server/src/prisma/findProjects.js'
import { memoryFiles } from '../../support/memoryFiles.js'

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n'
const model = 'model A {\n  id Int @id\n}\n'

/** `root: schema files` of each project, from the workspace folder on. */
async function projectsIn(texts: Record<string, string>): Promise<string[]> {
  const inWork = Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [`/work/${path}`, text]),
  )
  const { projects } = await findProjects(memoryFiles(inWork), '/work')
  return projects.map(
    ({ root, schemaFiles }) =>
      `${short(root)}: ${schemaFiles.map((path) => short(path)).join(' ')}`,
  )
}

function short(path: string): string {
  return path === '/work' ? '.' : path.slice('/work/'.length)
}

suite('findProjects', () => {
  test('finds a schema in the usual places of any package', async () =>
    assert.deepEqual(
      await projectsIn({
        'package.json': '{}',
        'prisma/schema.prisma': datasource,
        'packages/a/package.json': '{}',
        'packages/a/schema.prisma': datasource,
        'packages/b/package.json': '{}',
        'packages/b/prisma/schema.prisma': datasource,
      }),
      [
        '.: prisma/schema.prisma',
        'packages/a: packages/a/schema.prisma',
        'packages/b: packages/b/prisma/schema.prisma',
      ],
    ))

  test('without any package.json the usual places count wherever they are', async () =>
    assert.deepEqual(
      await projectsIn({
        'prisma/schema.prisma': datasource,
        'other/prisma/schema.prisma': datasource,
        'plain/schema.prisma': datasource,
      }),
      [
        '.: prisma/schema.prisma',
        'other: other/prisma/schema.prisma',
        'plain: plain/schema.prisma',
      ],
    ))

  test('a workspace folder that is itself called prisma is a project', async () => {
    const files = memoryFiles({ '/x/prisma/schema.prisma': datasource })
    const { projects } = await findProjects(files, '/x/prisma')
    assert.deepEqual(
      projects.map(({ root }) => root),
      ['/x/prisma'],
    )
  })

  test('of two places that name one schema the config wins', async () =>
    assert.deepEqual(
      await projectsIn({
        'prisma.config.ts': `export default { schema: 'packages/db/prisma/schema.prisma' }`,
        'packages/db/package.json': '{}',
        'packages/db/prisma/schema.prisma': datasource,
      }),
      ['.: packages/db/prisma/schema.prisma'],
    ))

  test('of two settings in package.json the nearer to the schema wins', async () =>
    assert.deepEqual(
      await projectsIn({
        'package.json': '{"prisma":{"schema":"packages/db/x.prisma"}}',
        'packages/db/package.json': '{"prisma":{"schema":"x.prisma"}}',
        'packages/db/x.prisma': datasource,
      }),
      ['packages/db: packages/db/x.prisma'],
    ))

  test('a schema that only the command line names belongs to the nearest package', async () =>
    assert.deepEqual(
      await projectsIn({
        'package.json': '{}',
        'apps/api/package.json': '{}',
        'apps/api/src/database/main.prisma': datasource,
      }),
      ['apps/api: apps/api/src/database/main.prisma'],
    ))

  test('with other files beside it and one datasource it is a folder schema', async () =>
    assert.deepEqual(
      await projectsIn({
        'package.json': '{}',
        'prisma/schema/schema.prisma': datasource,
        'prisma/schema/models/user.prisma': model,
      }),
      ['.: prisma/schema/models/user.prisma prisma/schema/schema.prisma'],
    ))

  test('two datasources in one folder are two projects', async () =>
    assert.deepEqual(
      await projectsIn({
        'package.json': '{}',
        'db/one.prisma': datasource,
        'db/two.prisma': datasource,
      }),
      ['.: db/one.prisma', '.: db/two.prisma'],
    ))

  test('a config that does not tell its schema means the one that nobody else has', async () => {
    const files = memoryFiles({
      '/work/prisma.config.ts': `export default { schema: find() }`,
      '/work/db/main.prisma': datasource,
      '/work/package.json': '{"dependencies":{"prisma":"^7"}}',
    })
    const { projects } = await findProjects(files, '/work')
    assert.deepEqual(
      projects.map(({ configFile, schemaFiles, problems }) => [
        configFile,
        schemaFiles,
        problems.map(({ kind }) => kind),
      ]),
      [['/work/prisma.config.ts', ['/work/db/main.prisma'], ['config-not-run']]],
    )
  })

  test('a config without any schema is still a project', async () => {
    const { projects } = await findProjects(
      memoryFiles({ '/work/.config/prisma.ts': 'export default {}' }),
      '/work',
    )
    assert.deepEqual(
      projects.map(({ root, problems }) => [root, problems.map(({ kind }) => kind)]),
      [['/work', ['schema-missing']]],
    )
  })

  test('a project of Prisma 8 is one entry', async () => {
    const { projects } = await findProjects(
      memoryFiles({
        '/work/package.json': '{"dependencies":{"prisma":"^8.0.0"}}',
        '/work/prisma.config.ts': `export default { contract: './prisma/schema.prisma' }`,
        '/work/prisma/schema.prisma': `// use prisma-next\n${datasource}`,
      }),
      '/work',
    )
    assert.deepEqual(
      projects.map(({ prismaVersion }) => prismaVersion.kind),
      ['next'],
    )
  })

  test('the copy of the schema in a generated client is no project', async () =>
    assert.deepEqual(
      await projectsIn({
        'package.json': '{}',
        'prisma/schema.prisma': datasource,
        'src/generated/prisma/schema.prisma': datasource,
        'src/generated/prisma/index.d.ts': '',
        'src/generated/prisma/package.json': '{}',
        'src/generated/prisma/runtime/library.js': '',
      }),
      ['.: prisma/schema.prisma'],
    ))

  test('the config is run when there is something to run it', async () => {
    const { projects } = await findProjects(
      memoryFiles({
        '/work/prisma.config.ts': `export default { schema: find() }`,
        '/work/x.prisma': datasource,
      }),
      '/work',
      {
        evaluateConfig: (path) =>
          Promise.resolve({
            kind: 'config',
            config: {
              shape: 'classic',
              schema: path.replace('prisma.config.ts', 'x.prisma'),
              externalTables: [],
              externalEnums: [],
              hasUrl: true,
              hasShadowDatabaseUrl: false,
            },
          }),
      },
    )
    assert.deepEqual(
      projects.map(({ schemaFiles, problems }) => [schemaFiles, problems]),
      [[['/work/x.prisma'], []]],
    )
  })
})

suite('the search is bounded', () => {
  test('it lists no folder outside of the workspace folder, none of packages and none of builds', async () => {
    const files = memoryFiles({
      '/home/schema.prisma': datasource,
      '/home/work/prisma/schema.prisma': datasource,
      '/home/work/prisma/migrations/20240101000000_init/migration.sql': '',
      '/home/work/node_modules/x/prisma/schema.prisma': datasource,
      '/home/work/dist/schema.prisma': datasource,
      '/home/work/.git/schema.prisma': datasource,
      '/home/work/.config/readme.md': '',
    })
    const { projects, incomplete } = await findProjects(files, '/home/work')
    assert.deepEqual(
      projects.map(({ schemaFiles }) => schemaFiles),
      [['/home/work/prisma/schema.prisma']],
    )
    assert.equal(incomplete, undefined)
    assert.deepEqual([...new Set(files.listed)].sort(), [
      '/home/work',
      '/home/work/.config',
      '/home/work/prisma',
      '/home/work/prisma/migrations',
    ])
  })

  test('it stops after so many entries, and says so', async () => {
    const many = Array.from({ length: 30 }, (_, index) => [`/work/d${String(index)}/a.ts`, ''])
    const files = memoryFiles({
      '/work/schema.prisma': datasource,
      ...(Object.fromEntries(many) as Record<string, string>),
    })
    const { projects, incomplete } = await findProjects(files, '/work', {
      limits: { entries: 40, depth: 8 },
    })
    assert.equal(projects.length, 1)
    assert.equal(
      incomplete,
      'The search for Prisma projects stopped after 40 files and folders. Open the folder of the project itself to have it found.',
    )
  })

  test('it goes so many folders deep, and says so', async () => {
    const files = memoryFiles({ '/work/a/b/c/d/schema.prisma': datasource })
    const { projects, incomplete } = await findProjects(files, '/work', {
      limits: { entries: 100, depth: 3 },
    })
    assert.deepEqual(projects, [])
    assert.equal(
      incomplete,
      'The search for Prisma projects went 3 folders deep. Open the folder of a project that lies deeper to have it found.',
    )
  })

  test('a folder that cannot be listed is passed over', async () => {
    const files = memoryFiles({ '/work/a/schema.prisma': datasource })
    const { projects } = await findProjects(
      { ...files, readDirectory: () => Promise.resolve(undefined) },
      '/work',
    )
    assert.deepEqual(projects, [])
  })
})
