import { readdir, readFile, stat } from 'node:fs/promises'
import type { FileText, MigrationFiles } from '../migrations/readMigrations.js'
import type { FileSystem } from '../prisma/fileSystem.js'
import { fileSystemPath, pathOfUri } from './locations.js'

/** The disk, for the rooms that only know a port to it. */
export const diskFiles: FileSystem = {
  readFile: (path) => readFile(fileSystemPath(path), 'utf8').catch(() => undefined),
  readDirectory: async (path) => {
    const entries = await readdir(fileSystemPath(path), { withFileTypes: true }).catch(
      () => undefined,
    )
    return entries?.map((entry) => ({
      name: entry.name,
      kind: entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : 'other',
    }))
  },
  exists: (path) =>
    stat(fileSystemPath(path)).then(
      () => true,
      () => false,
    ),
}

export const diskMigrationFiles: MigrationFiles = {
  folderNames: async (uri) => {
    const entries = await diskFiles.readDirectory(pathOfUri(uri) ?? uri)
    return entries?.filter((entry) => entry.kind === 'directory').map((entry) => entry.name) ?? []
  },
  text: (uri) => readText(pathOfUri(uri) ?? uri),
}

export async function readText(path: string): Promise<FileText> {
  try {
    return { kind: 'text', text: await readFile(fileSystemPath(path), 'utf8') }
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return { kind: missing ? 'missing' : 'unreadable' }
  }
}
