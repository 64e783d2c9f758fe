import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MigrationHistory } from '../../server/src/migrations/migration.js'
import { readMigrations } from '../../server/src/migrations/readMigrations.js'
import { sha256 } from './prismaMigrations.js'

/** The committed example; tests that change it take a copy (exampleWorkspace.mjs). */
export const shopFolder = join(import.meta.dirname, '..', '..', 'examples', 'shop')

export function readShopFile(name: string): string {
  return readFileSync(join(shopFolder, name), 'utf8')
}

export function readShopHistory(): Promise<MigrationHistory> {
  const folder = join(shopFolder, 'prisma', 'migrations')
  return readMigrations(
    folder,
    {
      folderNames: (at) =>
        Promise.resolve(
          readdirSync(at, { withFileTypes: true })
            .filter((entry) => entry.isDirectory())
            .map(({ name }) => name),
        ),
      text: (file) => Promise.resolve({ kind: 'text', text: readFileSync(file, 'utf8') }),
    },
    sha256,
  )
}
