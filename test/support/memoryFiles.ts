import type { DirectoryEntry, FileSystem } from '../../server/src/prisma/fileSystem.js'

/** A file system of path and text. `listed` collects the folders that were listed, to prove bounds. */
export function memoryFiles(
  texts: Readonly<Record<string, string>>,
): FileSystem & { readonly listed: string[] } {
  const folders = new Map<string, Map<string, DirectoryEntry>>()
  for (const path of Object.keys(texts)) {
    const names = path.split('/').slice(1)
    names.forEach((name, index) => {
      const folder = `/${names.slice(0, index).join('/')}`
      const entries = folders.get(folder) ?? new Map<string, DirectoryEntry>()
      entries.set(name, { name, kind: index === names.length - 1 ? 'file' : 'directory' })
      folders.set(folder, entries)
    })
  }
  const listed: string[] = []
  return {
    listed,
    readFile: (path) => Promise.resolve(texts[path]),
    readDirectory: (path) => {
      listed.push(path)
      const entries = folders.get(path)
      return Promise.resolve(entries === undefined ? undefined : [...entries.values()])
    },
    exists: (path) => Promise.resolve(path in texts || folders.has(path)),
  }
}
