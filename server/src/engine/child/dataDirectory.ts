import type { Filesystem } from '@electric-sql/pglite/basefs'
import path from 'node:path/posix'
import type { TarEntry } from './tarArchive.js'

/**
 * A data directory in memory: PostgreSQL's four hundred small files are copied there in a few
 * milliseconds, on a disk in half a second.
 */
export type DataDirectory = {
  /** For PGlite, which fills it when it starts. */
  readonly system: Filesystem
  /**
   * All files as they are until the next statement; not copied, because they are the largest part of
   * what the process holds. Only those of a server that has just made a checkpoint start again.
   */
  files(): readonly TarEntry[]
}

export function memoryDataDirectory(entries: readonly TarEntry[]): DataDirectory {
  let files: EmscriptenFiles | undefined
  const mounted = () => {
    if (files === undefined) throw new Error('PostgreSQL has not been started.')
    return files
  }
  return {
    files: () => readFolder(mounted(), ''),
    system: {
      init: (_, options) => {
        const fill = (module: { readonly FS: unknown }) => {
          files = module.FS as EmscriptenFiles
          writeAll(files, entries)
        }
        return Promise.resolve({
          emscriptenOpts: { ...options, preRun: [...(options.preRun ?? []), fill] },
        })
      },
      initialSyncFs: () => Promise.resolve(),
      syncToFs: () => Promise.resolve(),
      closeFs: () => Promise.resolve(mounted().quit()),
      dumpTar: () => Promise.reject(new Error('The data directory is read by files().')),
    },
  }
}

/** Where PGlite looks for it (its constant PGDATA, which it does not export). */
const root = '/pglite/data'

type EmscriptenFiles = {
  mkdirTree(path: string): void
  lookupPath(path: string): { readonly node: FolderNode & FileNode }
  readdir(path: string): string[]
  isDir(mode: number): boolean
  quit(): void
}

/** Of the file system MEMFS of Emscripten. */
type FolderNode = {
  readonly node_ops: {
    mknod(folder: FolderNode, name: string, mode: number, dev: number): FileNode
  }
}
/** What nothing was written to has no contents. */
type FileNode = { readonly mode: number; contents?: Uint8Array; usedBytes: number }

/** Past the checks of `FS.writeFile`, which would take longer than PostgreSQL takes to start. */
function writeAll(files: EmscriptenFiles, entries: readonly TarEntry[]): void {
  files.mkdirTree(root)
  const folders = new Map<string, FolderNode>()
  const folderOf = (name: string) => {
    const known = folders.get(name) ?? files.lookupPath(path.join(root, name)).node
    folders.set(name, known)
    return known
  }
  for (const { name, folder } of entries) if (folder) files.mkdirTree(path.join(root, name))
  for (const { name, folder, data } of entries) {
    if (folder) continue
    const parent = folderOf(path.dirname(name))
    const file = parent.node_ops.mknod(parent, path.basename(name), privateFile, 0)
    // PostgreSQL writes into what it is given, and others start from the same entries.
    file.contents = Uint8Array.from(data)
    file.usedBytes = data.length
  }
}

const nothing = new Uint8Array()

/** `S_IFREG`, and read and written by the owner. */
const privateFile = 0o100600

function readFolder(files: EmscriptenFiles, folder: string): TarEntry[] {
  return files
    .readdir(path.join(root, folder))
    .filter((name) => !['.', '..', 'postmaster.pid'].includes(name))
    .flatMap((each) => {
      const name = path.join(folder, each)
      const { mode, contents, usedBytes } = files.lookupPath(path.join(root, name)).node
      return files.isDir(mode)
        ? [{ name, folder: true, data: nothing }, ...readFolder(files, name)]
        : [{ name, folder: false, data: contents?.subarray(0, usedBytes) ?? nothing }]
    })
}
