import type { Sha256 } from './checksum.js'
import { lockFileName, providerOfLockFile } from './lockFile.js'
import type { Migration, MigrationHistory, MigrationProblem } from './migration.js'
import { problemsOfNames, problemsOfProvider, unusableFolder } from './migrationProblems.js'
import { compareMigrationNames } from './migrationOrder.js'

/** What can come of reading one file; a buffer open in the editor counts as the file's text. */
export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  /** It is there and cannot be read: no permission, a folder in its place, a broken link. */
  | { readonly kind: 'unreadable' }

/** The migrations folder as its reader needs it. Addresses are uris without a slash at the end. */
export type MigrationFiles = {
  /** Names of the folders directly inside; empty when there is no such folder. */
  readonly folderNames: (uri: string) => Promise<readonly string[]>
  readonly text: (uri: string) => Promise<FileText>
}

/**
 * Reads the migrations folder at `uri`. Like Prisma it takes every folder for a migration and never
 * looks at other files. A folder without a readable `migration.sql` is a problem and not a migration.
 */
export async function readMigrations(
  uri: string,
  files: MigrationFiles,
  sha256: Sha256,
): Promise<MigrationHistory> {
  const [folders, lock] = await Promise.all([
    files.folderNames(uri),
    files.text(`${uri}/${lockFileName}`),
  ])
  const names = folders.toSorted(compareMigrationNames)
  const read = await Promise.all(names.map((name) => readMigration(uri, name, files, sha256)))
  const provider = lock.kind === 'text' ? providerOfLockFile(lock.text) : undefined
  return {
    migrations: read.filter((one) => one.kind === 'migration').map((one) => one.migration),
    problems: [
      ...problemsOfProvider(lock, provider),
      ...read.filter((one) => one.kind === 'problem').map((one) => one.problem),
      ...problemsOfNames(names),
    ],
    ...(provider === undefined ? {} : { provider }),
  }
}

/** The uri of a migration's file. Names of folders are escaped: they can hold spaces and more. */
export function migrationFileUri(folderUri: string, name: string): string {
  return `${folderUri}/${encodeURIComponent(name)}/migration.sql`
}

type ReadFolder =
  | { readonly kind: 'migration'; readonly migration: Migration }
  | { readonly kind: 'problem'; readonly problem: MigrationProblem }

async function readMigration(
  folderUri: string,
  name: string,
  files: MigrationFiles,
  sha256: Sha256,
): Promise<ReadFolder> {
  const uri = migrationFileUri(folderUri, name)
  const file = await files.text(uri)
  switch (file.kind) {
    case 'text':
      return {
        kind: 'migration',
        migration: { name, uri, text: file.text, checksum: sha256(file.text) },
      }
    case 'missing':
    case 'unreadable':
      return { kind: 'problem', problem: unusableFolder(name, file.kind) }
    default:
      return file satisfies never
  }
}
