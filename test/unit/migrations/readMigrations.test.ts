import assert from 'node:assert/strict'
import {
  migrationFileUri,
  readMigrations,
  type FileText,
} from '../../../server/src/migrations/readMigrations.js'
import type { MigrationHistory } from '../../../server/src/migrations/migration.js'

const folder = 'file:///shop/prisma/migrations'
const lock = { 'migration_lock.toml': 'provider = "postgresql"\n' }

suite('reading the migrations folder', () => {
  test('migrations come in the order of their names, with text and checksum', async () => {
    const history = await read({
      ...lock,
      '20240102000000_b/migration.sql': 'SELECT 2;\r\n',
      '20240101000000_a/migration.sql': 'SELECT 1;',
    })
    assert.deepEqual(history, {
      provider: 'postgresql',
      problems: [],
      migrations: [
        {
          name: '20240101000000_a',
          uri: `${folder}/20240101000000_a/migration.sql`,
          text: 'SELECT 1;',
          checksum: '#SELECT 1;',
        },
        {
          name: '20240102000000_b',
          uri: `${folder}/20240102000000_b/migration.sql`,
          text: 'SELECT 2;\r\n',
          checksum: '#SELECT 2;\r\n',
        },
      ],
    })
  })

  test('a project without a migrations folder has an empty history and no problem', async () =>
    assert.deepEqual(await read({}), { migrations: [], problems: [] }))

  test('a folder without migration.sql is a problem and no migration', async () => {
    const history = await read({ ...lock, '20240101000000_a/notes.md': '' })
    assert.deepEqual(history.migrations, [])
    assert.deepEqual(kinds(history), ['20240101000000_a: missing-file'])
  })

  test('a file that cannot be read is a problem of its own', async () => {
    const history = await read({
      ...lock,
      '20240101000000_a/migration.sql': { kind: 'unreadable' },
    })
    assert.deepEqual(kinds(history), ['20240101000000_a: unreadable-file'])
  })

  test('two folders with one timestamp are each told of the other', async () => {
    const history = await read({
      ...lock,
      '20240101000000_a/migration.sql': '',
      '20240101000000_b/migration.sql': '',
    })
    assert.deepEqual(kinds(history), [
      '20240101000000_a: duplicate-timestamp',
      '20240101000000_b: duplicate-timestamp',
    ])
    assert.match(history.problems[0]?.say ?? '', /the timestamp of "20240101000000_b"/)
  })

  test('a name without a timestamp is odd, because it runs after all others', async () => {
    const history = await read({ ...lock, 'seed/migration.sql': '' })
    assert.deepEqual(kinds(history), ['seed: odd-name'])
  })

  test('a name whose place depends on the version of Prisma is odd', async () => {
    const history = await read({
      ...lock,
      '20250625_pivot/migration.sql': '',
      '20250625103000_chart/migration.sql': '',
    })
    assert.deepEqual(kinds(history), ['20250625_pivot: odd-name'])
  })

  test('a lock file for another database is a problem', async () => {
    const history = await read({ 'migration_lock.toml': 'provider = "mysql"' })
    assert.equal(history.provider, 'mysql')
    assert.deepEqual(kinds(history), ['migration_lock.toml: wrong-provider'])
  })

  test('a lock file without a readable provider is a problem', async () =>
    assert.deepEqual(kinds(await read({ 'migration_lock.toml': '<<<<<<<' })), [
      'migration_lock.toml: wrong-provider',
    ]))

  test('a lock file that cannot be read is a problem', async () =>
    assert.deepEqual(kinds(await read({ 'migration_lock.toml': { kind: 'unreadable' } })), [
      'migration_lock.toml: unreadable-file',
    ]))

  test('spaces in a folder name are escaped in its uri', () =>
    assert.equal(
      migrationFileUri(folder, '2024_new models'),
      `${folder}/2024_new%20models/migration.sql`,
    ))
})

function kinds(history: MigrationHistory): string[] {
  return history.problems.map((problem) => `${problem.name}: ${problem.kind}`)
}

/** Files by their path in the migrations folder. */
function read(files: Readonly<Record<string, string | FileText>>): Promise<MigrationHistory> {
  const folders = Object.keys(files).flatMap((path) => path.split('/').slice(0, -1))
  return readMigrations(
    folder,
    {
      folderNames: () => Promise.resolve([...new Set(folders)]),
      text: (uri) => {
        const file = files[uri.slice(folder.length + 1)]
        if (file === undefined) return Promise.resolve({ kind: 'missing' })
        return Promise.resolve(typeof file === 'string' ? { kind: 'text', text: file } : file)
      },
    },
    (text) => `#${text}`,
  )
}
