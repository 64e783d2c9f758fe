import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import type { RecordedInput } from '../project/recordedInputs.js'
import { digestOf } from '../project/recordedInputs.js'

/** What a command said, and everything that it was made from. */
export type RememberedResult = {
  readonly inputs: readonly RecordedInput[]
  readonly notes: readonly string[]
  readonly code: 0 | 1
  readonly output: string
}

/**
 * Results of commands, one file each. A file that cannot be read, or does not hold what was written,
 * counts as absent and is replaced; a folder that cannot be written keeps nothing. The results used
 * longest ago go when there are more than `mostBytes` of them.
 */
export function openResultStore(cacheFolder: string, mostBytes = defaultMostBytes) {
  const folder = path.join(cacheFolder, 'results')
  const fileOf = (key: string) => path.join(folder, key)
  return {
    read: (key: string): RememberedResult | undefined => {
      try {
        const result = decode(readFileSync(fileOf(key)))
        const now = new Date()
        if (result !== undefined) utimesSync(fileOf(key), now, now)
        return result
      } catch {
        return undefined
      }
    },
    write: (key: string, result: RememberedResult): void => {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        const draft = `${fileOf(key)}.${process.pid}`
        writeFileSync(draft, encode(result), { mode: 0o600 })
        renameSync(draft, fileOf(key))
        prune(folder, mostBytes)
      } catch {
        // The result was told; it is only not remembered.
      }
    },
  }
}

const defaultMostBytes = 100_000_000

/** One line with the digest of the rest, one line of JSON, and the output as it was printed. */
function encode({ output, ...facts }: RememberedResult): Buffer {
  const rest = Buffer.from(`${JSON.stringify(facts)}\n${output}`, 'utf8')
  return Buffer.concat([Buffer.from(`${digestOf(rest)}\n`), rest])
}

function decode(bytes: Buffer): RememberedResult | undefined {
  const head = bytes.indexOf(lineEnd)
  const rest = bytes.subarray(head + 1)
  if (head < 0 || bytes.toString('latin1', 0, head) !== digestOf(rest)) return undefined
  const end = rest.indexOf(lineEnd)
  const facts = JSON.parse(rest.toString('utf8', 0, end)) as Omit<RememberedResult, 'output'>
  return { ...facts, output: rest.toString('utf8', end + 1) }
}

const lineEnd = '\n'.charCodeAt(0)

function prune(folder: string, mostBytes: number): void {
  const files = readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name)
    const found = statSync(file, { throwIfNoEntry: false })
    return found === undefined ? [] : [{ file, bytes: found.size, usedAt: found.mtimeMs }]
  })
  let left = files.reduce((sum, { bytes }) => sum + bytes, 0)
  for (const { file, bytes } of files.toSorted((older, newer) => older.usedAt - newer.usedAt)) {
    if (left <= mostBytes) return
    rmSync(file, { force: true })
    left -= bytes
  }
}
