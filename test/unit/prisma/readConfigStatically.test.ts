import assert from 'node:assert/strict'
import {
  readConfigStatically,
  type StaticConfig,
} from '../../../server/src/prisma/readConfigStatically.js'

const nothing = { shape: 'classic', externalTables: [], externalEnums: [] } as const
const noUrls = { hasUrl: false, hasShadowDatabaseUrl: false }
const everySetting = [
  'schema',
  'migrations.path',
  'migrations.initShadowDb',
  'tables.external',
  'enums.external',
  'views.path',
]

function check(
  text: string,
  config: Partial<StaticConfig['config']>,
  unknown: string[] = [],
): void {
  const result = readConfigStatically(text)
  assert.deepEqual(result.config, { ...nothing, ...noUrls, ...config })
  assert.deepEqual([...result.unknown].sort(), [...unknown].sort())
}

suite('a config file is read without being run', () => {
  test('the usual config of Prisma 7', () =>
    check(
      `import 'dotenv/config' // loads .env
import { defineConfig, env } from 'prisma/config'

/* schema: 'not-this' */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: {
    path: "prisma/migrations",
    seed: 'tsx prisma/seed.ts',
    initShadowDb: \`CREATE TABLE "x" (id int);\`,
  },
  experimental: { externalTables: true },
  tables: { external: ['auth.users', 'auth.sessions',] },
  enums: { external: ['auth.role'] },
  views: { path: './views' },
  datasource: {
    url: env('DATABASE_URL'),
    shadowDatabaseUrl: process.env.SHADOW ?? '',
  },
})
`,
      {
        schema: 'prisma/schema.prisma',
        migrationsPath: 'prisma/migrations',
        initShadowDb: 'CREATE TABLE "x" (id int);',
        externalTables: ['auth.users', 'auth.sessions'],
        externalEnums: ['auth.role'],
        viewsPath: './views',
        hasUrl: true,
        hasShadowDatabaseUrl: true,
      },
    ))

  const literal: [string, string, string][] = [
    ['a plain object', `export default { schema: 'a' }`, 'a'],
    ['satisfies', `export default { schema: 'a' } satisfies PrismaConfig`, 'a'],
    ['a cast', `export default { schema: 'a' as string } as const`, 'a'],
    ['CommonJS', `module.exports = { 'schema': 'a' };`, 'a'],
    ['CommonJS default', `exports.default = { "schema": "a" }`, 'a'],
    ['a constant', `const config: PrismaConfig = { schema: 'a' };\nexport default config`, 'a'],
    ['a constant in its place', `const at = 'a'\nexport default { schema: at }`, 'a'],
    ['shorthand', `const schema = 'a'\nexport default { schema, }`, 'a'],
    ['a template without holes', 'export default { schema: `a` }', 'a'],
    ['escapes', String.raw`export default { schema: 'a\x62\u{63}\u0064\'' }`, `abcd'`],
    ['path.join', `export default { schema: path.join('prisma', "schema") }`, 'prisma/schema'],
    ['join', `export default { schema: join('a', '..', 'b') }`, 'b'],
    ['its own folder', `export default { schema: path.join(__dirname, 'a') }`, 'a'],
    [
      'its own folder in a module',
      `export default { schema: path.resolve(import.meta.dirname, 'db', 'a') }`,
      'db/a',
    ],
    [
      'the folder of Prisma 6.4',
      `export default { schema: { kind: 'multi', folder: './a' } }`,
      './a',
    ],
    [
      'the file of Prisma 6.4',
      `export default { schema: { kind: 'single', filePath: './a.prisma' } }`,
      './a.prisma',
    ],
    [
      'methods and functions beside it',
      `export default { async adapter(env) { return f({ schema: 'no' }) }, on: () => ({ schema: 'no' }), schema: 'a' }`,
      'a',
    ],
  ]
  for (const [title, text, schema] of literal) {
    test(title, () => check(text, { schema }))
  }
})

suite('what is computed is unknown, not missing', () => {
  const computed: [string, string][] = [
    ['an operator', `export default { schema: 'a' + b }`],
    ['a fallback', `export default { schema: process.env.SCHEMA ?? 'a' }`],
    ['a template with holes', 'export default { schema: `${a}/b` }'],
    ['resolve without a folder', `export default { schema: path.resolve('a') }`],
    ['path.join of a variable', `export default { schema: path.join(root, 'a') }`],
    ['a call', `export default { schema: find() }`],
    ['a constant of another file', `import at from './at'\nexport default { schema: at }`],
    ['an object of another kind', `export default { schema: { some: 'thing' } }`],
  ]
  for (const [title, text] of computed) {
    test(title, () => check(text, {}, ['schema']))
  }

  const computedWholly: [string, string][] = [
    ['a function', `export default async () => ({ schema: 'a' })`],
    ['a call of something else', `export default makeConfig({ schema: 'a' })`],
    ['no default export', `export const config = { schema: 'a' }`],
    ['an empty file', ``],
    ['a circle', `const a = b\nconst b = a\nexport default a`],
    ['a file that is not finished', `export default defineConfig(`],
    ['two arguments', `export default defineConfig({ schema: 'a' }, {})`],
  ]
  for (const [title, text] of computedWholly) {
    test(title, () => check(text, { hasUrl: true, hasShadowDatabaseUrl: true }, everySetting))
  }

  test('a spread leaves what is written and makes the rest unknown', () =>
    check(
      `export default { ...base, schema: 'a' }`,
      { schema: 'a', hasUrl: true, hasShadowDatabaseUrl: true },
      everySetting.filter((setting) => setting !== 'schema'),
    ))

  test('constants that name each other many times over do not take for ever', () => {
    const constants = Array.from(
      { length: 40 },
      (_, index) =>
        `const c${String(index)} = { a: c${String(index + 1)}, b: c${String(index + 1)} }`,
    )
    check(`${constants.join('\n')}\nexport default c0`, {})
  })

  test('a file far longer than a config is not read', () =>
    check(
      `export default { schema: 'a' }${' '.repeat(100_000)}`,
      { hasUrl: true, hasShadowDatabaseUrl: true },
      everySetting,
    ))
})

suite('the config of Prisma 8', () => {
  test('is known by its contract', () =>
    check(`export default defineConfig({ contract: './contract.prisma', db: {} })`, {
      shape: 'next',
    }))
})
