import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises'
import path from 'node:path'
import { copyDataDirectory } from './dataDirectory.js'

/**
 * What is kept of database states between sessions, one folder a state. Everything in it can be
 * made again, so a damaged or missing part counts as absent and is written anew.
 */
export type StateStore = {
  read(state: string, name: string): Promise<string | undefined>
  write(state: string, name: string, text: string): Promise<void>
  /** The kept data directory of a state; it must be copied, never started in place. */
  dataDirectory(state: string): Promise<string | undefined>
  keepDataDirectory(state: string, from: string): Promise<void>
  /** A fresh folder of this process; gone after `close`, or when another process finds it orphaned. */
  workFolder(): Promise<string>
  /** Removes the states used longest ago until the rest fits. */
  prune(): Promise<void>
  close(): Promise<void>
}

export async function openStateStore(folder: string, mostBytes: number): Promise<StateStore> {
  const states = path.join(folder, 'states')
  const work = path.join(folder, 'work')
  await mkdir(states, { recursive: true, mode: 0o700 })
  await mkdir(work, { recursive: true, mode: 0o700 })
  await removeOrphans(work)
  const own = await mkdtemp(path.join(work, `${process.pid}-`))
  const folderOf = (state: string) => path.join(states, state)
  const dataOf = (state: string) => path.join(folderOf(state), 'data')

  return {
    read: (state, name) =>
      readFile(path.join(folderOf(state), name), 'utf8').catch(() => undefined),
    write: async (state, name, text) => {
      await mkdir(folderOf(state), { recursive: true, mode: 0o700 })
      const target = path.join(folderOf(state), name)
      const draft = `${target}.${process.pid}`
      await writeFile(draft, text)
      await rename(draft, target)
    },
    dataDirectory: async (state) => {
      const data = dataOf(state)
      const found = await stat(path.join(data, 'PG_VERSION')).catch(() => undefined)
      if (found === undefined) return undefined
      await utimes(folderOf(state), new Date(), new Date()).catch(() => undefined)
      return data
    },
    keepDataDirectory: async (state, from) => {
      await mkdir(folderOf(state), { recursive: true, mode: 0o700 })
      const draft = `${dataOf(state)}.${process.pid}`
      await rm(draft, { recursive: true, force: true })
      await copyDataDirectory(from, draft)
      // Another process may have kept the same state meanwhile: then ours is not needed.
      await rename(draft, dataOf(state)).catch(() => rm(draft, { recursive: true, force: true }))
    },
    workFolder: () => mkdtemp(path.join(own, 'data-')),
    prune: () => prune(states, mostBytes),
    close: () => rm(own, { recursive: true, force: true }),
  }
}

async function removeOrphans(work: string): Promise<void> {
  for (const name of await readdir(work)) {
    const pid = Number(name.split('-')[0])
    if (!isAlive(pid)) await rm(path.join(work, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
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
