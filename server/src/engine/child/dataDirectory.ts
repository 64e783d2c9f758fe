import { cp, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Assets } from './assets.js'
import { readTar } from './tarArchive.js'

/** Writes the prepared, empty data directory to `folder`: what initdb would take two seconds for. */
export async function unpackDataDirectory(assets: Assets, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const entries = readTar(await assets.read('pgdata.tar'))
  for (const entry of entries) {
    if (entry.folder) await mkdir(path.join(folder, entry.name), { recursive: true })
  }
  await Promise.all(
    entries
      .filter((entry) => !entry.folder)
      .map((entry) => writeFile(path.join(folder, entry.name), entry.data)),
  )
}

/**
 * Copies the data directory of a server that is idle and has just made a checkpoint: everything
 * that counts is on disk then, and the copy starts with a recovery that has nothing to redo.
 */
export async function copyDataDirectory(from: string, to: string): Promise<void> {
  await cp(from, to, {
    recursive: true,
    filter: (source) => path.basename(source) !== 'postmaster.pid',
  })
}
