import {
  access,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises'
import path from 'node:path'
import { isWholeTar, readTar, writeTar, type TarEntry } from './tarArchive.js'

/**
 * What is kept of database states between sessions, one folder a state. Everything in it can be
 * made again, so a damaged or missing part counts as absent and is written anew.
 */
export type StateStore = {
  read(state: string, name: string): Promise<string | undefined>
  write(state: string, name: string, text: string): Promise<void>
  /** Whether the data directory of a state is kept. */
  hasData(state: string): Promise<boolean>
  /** The files of the data directory of a state. */
  data(state: string): Promise<readonly TarEntry[] | undefined>
  keepData(state: string, files: readonly TarEntry[]): Promise<void>
  /** Removes the states used longest ago until the rest fits. */
  prune(): Promise<void>
}

export async function openStateStore(folder: string, mostBytes: number): Promise<StateStore> {
  const states = path.join(folder, 'states')
  await mkdir(states, { recursive: true, mode: 0o700 })
  const folderOf = (state: string) => path.join(states, state)
  const dataOf = (state: string) => path.join(folderOf(state), 'data.tar')
  const write = async (target: string, content: string | Uint8Array) => {
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
    // Renamed into place: another process may read or write the same state meanwhile.
    const draft = `${target}.${process.pid}`
    await writeFile(draft, content)
    await rename(draft, target)
  }

  return {
    read: (state, name) =>
      readFile(path.join(folderOf(state), name), 'utf8').catch(() => undefined),
    write: (state, name, text) => write(path.join(folderOf(state), name), text),
    hasData: (state) =>
      access(dataOf(state)).then(
        () => true,
        () => false,
      ),
    data: async (state) => {
      const archive = await readFile(dataOf(state)).catch(() => undefined)
      if (archive === undefined) return undefined
      // A machine that stopped while it was written may have left a part of it.
      if (!isWholeTar(archive)) {
        await rm(dataOf(state), { force: true })
        return undefined
      }
      await utimes(folderOf(state), new Date(), new Date()).catch(() => undefined)
      return readTar(archive)
    },
    keepData: (state, files) => write(dataOf(state), writeTar(files)),
    prune: () => prune(states, mostBytes),
  }
}

async function prune(states: string, mostBytes: number): Promise<void> {
  const found = await Promise.all(
    (await readdir(states)).map(async (name) => {
      const folder = path.join(states, name)
      const used = await stat(folder).catch(() => undefined)
      return { folder, usedAt: used?.mtimeMs ?? 0, bytes: await bytesOf(folder) }
    }),
  )
  let left = found.reduce((sum, state) => sum + state.bytes, 0)
  for (const state of found.sort((older, newer) => older.usedAt - newer.usedAt)) {
    if (left <= mostBytes) return
    await rm(state.folder, { recursive: true, force: true })
    left -= state.bytes
  }
}

async function bytesOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(path.join(entry.parentPath, entry.name)).then(
          (file) => file.size,
          () => 0,
        ),
      ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
