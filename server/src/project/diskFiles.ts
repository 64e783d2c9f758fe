import type { FileText, MigrationFiles } from '../migrations/readMigrations.js'
import type { FileSystem } from '../prisma/fileSystem.js'
import { fileSystemPath, pathOfUri } from './locations.js'
import { isThere, readBytes, readListing } from './recordedDisk.js'

/** The disk, for the rooms that only know a port to it. */
export const diskFiles: FileSystem = {
  readFile: async (path) => {
    const file = await readBytes(fileSystemPath(path))
    return file.kind === 'bytes' ? file.bytes.toString('utf8') : undefined
  },
  readDirectory: (path) => readListing(fileSystemPath(path)),
  exists: (path) => isThere(fileSystemPath(path)),
}

export const diskMigrationFiles: MigrationFiles = {
  folderNames: async (uri) => {
    const entries = await diskFiles.readDirectory(pathOfUri(uri) ?? uri)
    return entries?.filter((entry) => entry.kind === 'directory').map((entry) => entry.name) ?? []
  },
  text: (uri) => readText(pathOfUri(uri) ?? uri),
}

export async function readText(path: string): Promise<FileText> {
  const file = await readBytes(fileSystemPath(path))
  return file.kind === 'bytes' ? { kind: 'text', text: file.bytes.toString('utf8') } : file
}
