import type { PGlite } from '@electric-sql/pglite'
import path from 'node:path/posix'
import type { Assets } from './assets.js'
import { readTar } from './tarArchive.js'

/**
 * Puts the files of an extension into the file system of a running PGlite, so that CREATE
 * EXTENSION finds them. Libraries are compiled ahead, because PostgreSQL loads them synchronously.
 * Returns false when the extension is not among those that Concertina ships.
 */
export async function installExtension(
  pglite: PGlite,
  assets: Assets,
  name: string,
): Promise<boolean> {
  if (!/^[a-z0-9_-]+$/i.test(name)) return false
  const archive = await assets.read(`extensions/${name}.tar`).catch(() => undefined)
  if (archive === undefined) return false
  const files = pglite.Module.FS as unknown as EmscriptenFileSystem
  const entries = readTar(archive)
  for (const entry of entries) {
    const target = path.join(installRoot, entry.name)
    if (entry.folder || files.analyzePath(target).exists) continue
    files.mkdirTree(path.dirname(target))
    if (entry.name.endsWith('.so')) await preloadLibrary(files, target, entry.data)
    else files.writeFile(target, entry.data)
  }
  return true
}

const installRoot = '/pglite'

type EmscriptenFileSystem = {
  analyzePath(path: string): { readonly exists: boolean }
  mkdirTree(path: string): void
  writeFile(path: string, data: Uint8Array): void
  createPreloadedFile(
    parent: string,
    name: string,
    data: Uint8Array,
    canRead: boolean,
    canWrite: boolean,
    loaded: () => void,
    failed: () => void,
    dontCreateFile: boolean,
  ): void
}

async function preloadLibrary(
  files: EmscriptenFileSystem,
  target: string,
  data: Uint8Array,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    files.createPreloadedFile(
      path.dirname(target),
      path.basename(target),
      data,
      true,
      true,
      resolve,
      () => reject(new Error(`The library ${path.basename(target)} could not be compiled.`)),
      false,
    )
  })
}
