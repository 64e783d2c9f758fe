import { stat } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import type { CodeFile } from '../application/codeFile.js'
import { mayBeCode } from '../application/codePlaces.js'
import { generatedFolders } from '../application/generatedFolders.js'
import { createCodeIndex, type CodeIndex } from '../application/codeIndex.js'
import { createUsageSearch, type UsageSearch } from '../application/findUsages.js'
import { readCode } from '../application/readCode.js'
import { scriptText } from '../application/scriptText.js'
import type { ProjectLayout } from '../prisma/projectLayout.js'
import { diskFiles } from './diskFiles.js'
import { codeRoot, listCode, type CodeListing, type CodeLimits } from './listCode.js'
import { fileSystemPath, pathOfUri } from './locations.js'
import { digestNow, readBytes } from './recordedDisk.js'
import { recordInput } from './recordedInputs.js'
import type { ReadSchema } from './projectSnapshot.js'
import type { OpenText } from './readProject.js'

/** The code of the application around a project, as it was last read. Nothing of it is run. */
export type ApplicationCode = {
  /**
   * Reads what has changed since the last time; readings that are asked for meanwhile are one.
   * Tells whether anything is different now.
   */
  read(schema: ReadSchema): Promise<{ readonly hasChanged: boolean }>
  /** What was read last, with the texts of open documents; undefined before the first reading. */
  last(): KnownCode | undefined
  /** Whether files may have changed since. */
  isStale(): boolean
  /** Takes note of changed files; tells whether one of them is code that counts. */
  changed(paths: readonly string[]): boolean
}

export type KnownCode = {
  readonly index: CodeIndex
  readonly usagesOf: UsageSearch
  readonly incomplete?: string
}

export type ApplicationPorts = {
  readonly openText: OpenText
  /** The uris of open documents, whatever they are. */
  readonly openUris: () => readonly string[]
  /** The folder above which nothing is read; absent for the top of the repository. */
  readonly topFolder?: string
  readonly limits?: CodeLimits & { readonly bytes: number }
}

/** What an editor can keep in memory without being noticed. */
export const codeLimits = { files: 20_000, folders: 20_000, depth: 24, bytes: 1_000_000 }

/** Without a file where it is too large. */
type Kept = { readonly stamp: string; readonly file?: CodeFile }

export function createApplicationCode(
  { root: projectRoot }: Pick<ProjectLayout, 'root'>,
  { openText, openUris, topFolder, limits = codeLimits }: ApplicationPorts,
): ApplicationCode {
  const kept = new Map<string, Kept>()
  /** Texts of open documents, which the index has instead of the files. */
  const edited = new Map<string, string>()
  const index = createCodeIndex()
  const usagesOf = createUsageSearch(index)
  let listing: (CodeListing & { readonly present: ReadonlySet<string> }) | undefined
  let root: Promise<string> | undefined
  let rootPath: string | undefined
  let isStale = true
  let underWay: Promise<{ readonly hasChanged: boolean }> | undefined

  const readAll = async (schema: ReadSchema) => {
    isStale = false
    rootPath = await (root ??= codeRoot(diskFiles, projectRoot, topFolder))
    const generated = generatedFolders(schema.documents, (uri) => pathOfUri(uri) ?? uri)
    const found = await listCode(diskFiles, rootPath, projectRoot, generated, limits)
    let hasChanged = listing === undefined
    const present = new Set(found.paths)
    for (const path of kept.keys()) {
      if (present.has(path)) continue
      kept.delete(path)
      show(path, undefined)
      hasChanged = true
    }
    const pause = createPauses()
    for (const group of inGroups(found.paths, filesAtOnce)) {
      const reads = group.map((path) => readChanged(path, kept.get(path)?.stamp, limits.bytes))
      for (const read of await Promise.all(reads)) {
        if (read.kind === 'same') continue
        hasChanged = true
        const file = read.kind === 'text' ? readCode(scriptText(read.path, read.text)) : undefined
        if (read.kind === 'gone') kept.delete(read.path)
        else kept.set(read.path, { stamp: read.stamp, ...(file === undefined ? {} : { file }) })
        show(read.path, file)
        await pause()
      }
    }
    listing = { ...found, present }
    return { hasChanged }
  }
  const show = (path: string, file: CodeFile | undefined) => {
    if (edited.has(path)) return
    if (file === undefined) index.remove(path)
    else index.put(path, file)
  }
  /** The text of an open document wins over the file. */
  const showOpen = (present: ReadonlySet<string>) => {
    const open = new Map(openUris().map((uri) => [pathOfUri(uri) ?? '', uri]))
    for (const path of edited.keys()) {
      if (open.has(path) && present.has(path)) continue
      edited.delete(path)
      show(path, kept.get(path)?.file)
    }
    for (const [path, uri] of open) {
      const text = present.has(path) ? openText(uri) : undefined
      if (text === undefined || edited.get(path) === text) continue
      edited.set(path, text)
      index.put(path, readCode(scriptText(path, text)))
    }
  }

  return {
    read: (schema) =>
      (underWay ??= readAll(schema).finally(() => {
        underWay = undefined
      })),
    last: () => {
      if (listing === undefined) return undefined
      const { paths, present, incomplete } = listing
      showOpen(present)
      const tooLarge = paths.length - index.size()
      const why = incomplete ?? (tooLarge === 0 ? undefined : sayTooLarge(tooLarge, limits.bytes))
      return {
        index,
        usagesOf,
        ...(why === undefined ? {} : { incomplete: why }),
      }
    },
    isStale: () => isStale,
    changed: (paths) => {
      const counts = paths.some((path) => mayBeCode(path, rootPath ?? projectRoot))
      isStale ||= counts
      return counts
    },
  }
}

type Reading =
  | { readonly kind: 'same' }
  | { readonly kind: 'gone'; readonly path: string }
  | { readonly kind: 'large'; readonly path: string; readonly stamp: string }
  | { readonly kind: 'text'; readonly path: string; readonly stamp: string; readonly text: string }

async function readChanged(
  path: string,
  stampBefore: string | undefined,
  mostBytes: number,
): Promise<Reading> {
  try {
    const place = fileSystemPath(path)
    const { mtimeMs, size } = await stat(place)
    const stamp = `${mtimeMs} ${size}`
    if (stamp === stampBefore) return { kind: 'same' }
    if (size > mostBytes) {
      recordInput({ kind: 'file', path: place }, () => digestNow('file', place))
      return { kind: 'large', path, stamp }
    }
    const file = await readBytes(place)
    if (file.kind !== 'bytes') return { kind: 'gone', path }
    return { kind: 'text', path, stamp, text: file.bytes.toString('utf8') }
  } catch {
    // Deleted since it was listed.
    return { kind: 'gone', path }
  }
}

function sayTooLarge(count: number, bytes: number): string {
  const files = count === 1 ? '1 file was' : `${count} files were`
  return `Not all code was read: ${files} larger than ${bytes / 1_000_000} MB.`
}

/** Lets others work every few milliseconds: a request of the editor must not wait for this. */
function createPauses(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < longestTurnMs) return
    await setImmediate()
    since = performance.now()
  }
}

function* inGroups<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}

const filesAtOnce = 32
const longestTurnMs = 8
