import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  readMigrations,
  type MigrationFiles,
} from '../../../server/src/migrations/readMigrations.js'

const corpus =
  process.env['CONCERTINA_CORPUS'] ??
  fileURLToPath(new URL('../../../../shared/corpus', import.meta.url))

const projects = [
  { name: 'trigger.dev', migrations: 820 },
  { name: 'langfuse', migrations: 434 },
  { name: 'hoppscotch', migrations: 21 },
  { name: 'umami', migrations: 19 },
] as const

suite('migrations of public projects', () => {
  for (const { name, migrations } of projects) {
    const folder = path.join(corpus, name, 'prisma', 'migrations')
    const here = existsSync(folder) ? test : test.skip
    here(`every folder of ${name} is read`, async () => {
      const history = await readMigrations(folder, diskFiles, sha256)
      assert.equal(history.migrations.length, migrations)
      assert.equal(history.provider, 'postgresql')
    })
  }
})

const diskFiles: MigrationFiles = {
  folderNames: async (uri) =>
    (await readdir(uri, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name),
  text: async (uri) =>
    readFile(decodeURIComponent(uri), 'utf8').then(
      (text) => ({ kind: 'text', text }),
      () => ({ kind: 'missing' }),
    ),
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
