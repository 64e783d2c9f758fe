import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { build } from 'esbuild'
import type { ConfigResult } from '../../../server/src/prisma/configResult.js'
import {
  configTimeLimitMs,
  createConfigEvaluator,
} from '../../../server/src/project/evaluateConfig.js'
import { inConfigFolder } from '../../support/configFolder.js'

// What configs may look like is in configChild.test.ts; here is what only a process can show.
suite('evaluateConfig', () => {
  const child: { folder: string } = { folder: '' }

  suiteSetup(async () => {
    child.folder = await mkdtemp(join(tmpdir(), 'concertina-child-'))
    await build({
      entryPoints: [join(import.meta.dirname, '../../../server/src/config-child.ts')],
      outfile: join(child.folder, 'config-child.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      banner: {
        js: `import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url)`,
      },
    })
  })

  suiteTeardown(() => rm(child.folder, { recursive: true }))

  function evaluate(path: string, timeLimitMs = configTimeLimitMs): Promise<ConfigResult> {
    const childFile = join(child.folder, 'config-child.mjs')
    return createConfigEvaluator({ childFile, nodeOptions: [], timeLimitMs })(path)
  }

  function run(text: string, timeLimitMs?: number): Promise<ConfigResult> {
    return inConfigFolder({ 'prisma.config.ts': text }, ({ first }) => evaluate(first, timeLimitMs))
  }

  test('runs in the folder that Prisma would run in, with the environment of this process', () =>
    inConfigFolder(
      {
        '.config/prisma.ts': `import { defineConfig, env } from 'prisma/config'
export default defineConfig({
  schema: process.cwd(),
  migrations: { path: process.env.CONCERTINA_TEST_VALUE },
  datasource: { url: env('X') },
})`,
      },
      async ({ folder, first }) => {
        process.env['CONCERTINA_TEST_VALUE'] = 'given'
        try {
          assert.deepEqual(await evaluate(first), {
            kind: 'config',
            config: {
              shape: 'classic',
              schema: folder,
              migrationsPath: 'given',
              externalTables: [],
              externalEnums: [],
              hasUrl: true,
              hasShadowDatabaseUrl: false,
            },
          })
        } finally {
          delete process.env['CONCERTINA_TEST_VALUE']
        }
      },
    ))

  test('a message that the config sends itself brings nothing else in', async () =>
    assert.deepEqual(
      await run(`process.send({ kind: 'nonsense' }); process.send('x')
process.send({ kind: 'config', config: { schema: 1, url: 'pw', externalTables: ['a', 2] } })
await new Promise(() => {})
export default {}`),
      {
        kind: 'config',
        config: {
          shape: 'classic',
          externalTables: ['a'],
          externalEnums: [],
          hasUrl: false,
          hasShadowDatabaseUrl: false,
        },
      },
    ))

  const failures: [string, string, ConfigResult][] = [
    [
      'an error is told by its kind alone',
      `throw new TypeError('postgresql://me:pw@host/db')`,
      {
        kind: 'failed',
        because: 'threw',
        say: 'prisma.config.ts failed while it was run (TypeError).',
      },
    ],
    [
      'process.exit is no config',
      `process.exit(0)`,
      {
        kind: 'failed',
        because: 'exited',
        say: 'prisma.config.ts ended its process before it had given a config.',
      },
    ],
    [
      'an error that nobody catches ends the process',
      `Promise.reject(new Error('x')); await new Promise(() => setInterval(() => {}, 1000))`,
      {
        kind: 'failed',
        because: 'exited',
        say: 'prisma.config.ts ended its process before it had given a config.',
      },
    ],
  ]
  for (const [title, text, expected] of failures) {
    test(title, async () => assert.deepEqual(await run(text), expected))
  }

  for (const [title, text] of [
    ['a loop without end is stopped', 'for (;;) {}'],
    ['printing without end is stopped', `for (;;) console.log('x'.repeat(10_000))`],
    [
      'a promise that never settles is stopped',
      'await new Promise(() => setInterval(() => {}, 99))',
    ],
  ] as const) {
    test(title, async () =>
      assert.deepEqual(await run(text, 700), {
        kind: 'failed',
        because: 'time',
        say: 'prisma.config.ts was still running after 0.7 seconds and was stopped.',
      }),
    )
  }

  test('printing a lot harms nothing', async () => {
    const result = await run(
      `for (let i = 0; i < 3000; i += 1) console.log('x'.repeat(10_000)); export default { schema: 'a' }`,
    )
    assert.equal(result.kind === 'config' && result.config.schema, 'a')
  })

  test('in a folder that is gone nothing starts', async () =>
    assert.deepEqual(await evaluate('/no/such/folder/prisma.config.ts'), {
      kind: 'failed',
      because: 'not-started',
      say: 'prisma.config.ts was not run: no process could be started for it.',
    }))
})
