import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Migration } from '../server/src/migrations/migration.js'
import { readMigrations } from '../server/src/migrations/readMigrations.js'
import { diskMigrationFiles } from '../server/src/project/diskFiles.js'
import { sha256 } from '../server/src/project/readProject.js'

/** The migrations of a project in the order in which Prisma applies them. */
export async function projectMigrations(folder: string): Promise<readonly Migration[]> {
  const uri = pathToFileURL(path.join(folder, 'prisma', 'migrations')).href
  return (await readMigrations(uri, diskMigrationFiles, sha256)).migrations
}
