import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { ConfigReply } from '../../../server/src/prisma/configReply.js'
import { runConfigFile } from '../../../server/src/project/configChild.js'
import { inConfigFolder } from '../../support/configFolder.js'

const nothing = {
  shape: 'classic',
  externalTables: [],
  externalEnums: [],
  hasUrl: false,
  hasShadowDatabaseUrl: false,
} as const

/** Writes the files and runs the first one in this process. */
function run(files: Record<string, string>): Promise<ConfigReply> {
  return inConfigFolder(files, ({ first }) => runConfigFile(first))
}

suite('a config file is run', () => {
  test('in TypeScript, with imports, types and computed values', async () =>
    assert.deepEqual(
      await run({
        'prisma.config.ts': `import path from 'node:path'
import { defineConfig, env } from 'prisma/config'
import type { PrismaConfig } from 'prisma'
import { where } from './where'
const config: PrismaConfig = { schema: path.join('db', where) }
export default defineConfig({
  ...config,
  migrations: { path: \`db/\${where}/migrations\`, initShadowDb: ['a', 'b'].join(';'), seed: 'x' },
  tables: { external: ['auth.users'] },
  enums: { external: ['auth.role'] },
  views: { path: 'views' },
  datasource: { url: env('NOT_SET'), shadowDatabaseUrl: process.env.NOT_SET ?? '' },
})
`,
        'where.ts': `export const where: string = 'schema'`,
      }),
      {
        kind: 'config',
        config: {
          shape: 'classic',
          schema: 'db/schema',
          migrationsPath: 'db/schema/migrations',
          initShadowDb: 'a;b',
          externalTables: ['auth.users'],
          externalEnums: ['auth.role'],
          viewsPath: 'views',
          hasUrl: true,
          hasShadowDatabaseUrl: true,
        },
      },
    ))

  const forms: [string, Record<string, string>][] = [
    [
      'as an ES module',
      {
        'prisma.config.mjs': `const at = await Promise.resolve('a')\nexport default { schema: at }`,
      },
    ],
    ['as CommonJS', { 'prisma.config.cjs': `module.exports = { schema: 'a' }` }],
    [
      'as CommonJS that asks for defineConfig',
      {
        'prisma.config.js': `const { defineConfig } = require('@prisma/config')\nmodule.exports = defineConfig({ schema: 'a' })`,
      },
    ],
    ['that exports a function', { 'prisma.config.ts': `export default () => ({ schema: 'a' })` }],
    [
      'that exports a function of a promise',
      { 'prisma.config.ts': `export default async () => ({ schema: 'a' })` },
    ],
    [
      'that exports a promise',
      { 'prisma.config.ts': `export default Promise.resolve({ schema: 'a' })` },
    ],
    [
      'of Prisma 6.4',
      { 'prisma.config.ts': `export default { schema: { kind: 'multi', folder: 'a' } }` },
    ],
  ]
  for (const [title, files] of forms) {
    test(title, async () =>
      assert.deepEqual(await run(files), { kind: 'config', config: { ...nothing, schema: 'a' } }),
    )
  }

  test('and knows its own folder', () =>
    inConfigFolder(
      { 'prisma.config.ts': `export default { schema: __dirname }` },
      async ({ folder, first }) =>
        assert.deepEqual(await runConfigFile(first), {
          kind: 'config',
          config: { ...nothing, schema: folder },
        }),
    ))

  test('and only the settings that are needed leave it', async () =>
    assert.deepEqual(
      await run({
        'prisma.config.ts': `export default {
          schema: 'a', secret: 'postgresql://me:pw@host/db', adapter: async () => ({}),
          migrations: { seed: 'pw' }, datasource: { url: 'postgresql://me:pw@host/db' } }`,
      }),
      { kind: 'config', config: { ...nothing, schema: 'a', hasUrl: true } },
    ))

  test('and one of Prisma 8 is recognised', async () =>
    assert.deepEqual(await run({ 'prisma.config.ts': `export default { contract: 'x' }` }), {
      kind: 'config',
      config: { ...nothing, shape: 'next' },
    }))
})

suite('a config file fails', () => {
  const failures: [string, string, ConfigReply][] = [
    [
      'and its message stays there',
      `throw new TypeError('postgresql://me:pw@host/db')`,
      { kind: 'threw', error: 'TypeError' },
    ],
    ['with an ordinary error', `throw new Error('pw')`, { kind: 'threw' }],
    ['with something of its own', `throw { name: 'pw' }`, { kind: 'threw' }],
    [
      'with a name of its own',
      `throw Object.assign(new Error(), { name: 'pw' })`,
      { kind: 'threw' },
    ],
    ['because it is not finished', `export default {`, { kind: 'threw', error: 'SyntaxError' }],
    [
      'because a package is not installed',
      `import 'no-such-package/config'\nexport default {}`,
      { kind: 'threw', missingPackage: 'no-such-package/config' },
    ],
    [
      'in a function that rejects',
      `export default async () => { throw new RangeError('x') }`,
      { kind: 'threw', error: 'RangeError' },
    ],
    ['by exporting no object', `export default 'prisma'`, { kind: 'no-object' }],
    ['by exporting nothing', ``, { kind: 'config', config: nothing }],
  ]
  for (const [title, text, expected] of failures) {
    test(title, async () => assert.deepEqual(await run({ 'prisma.config.ts': text }), expected))
  }

  test('because it is not there', () =>
    inConfigFolder({}, async ({ folder }) => {
      const reply = await runConfigFile(join(folder, 'prisma.config.ts'))
      assert.equal(reply.kind, 'threw')
    }))
})
