import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'

/**
 * One thing outside of the program that a result was made from, and what it was. `digest` is of a
 * file's bytes, of a folder's listing, of git's output, of an evaluated config; or says in a word
 * why there was none.
 */
export type RecordedInput =
  | { readonly kind: 'file' | 'folder' | 'place' | 'config'; readonly path: string; digest: string }
  | {
      readonly kind: 'git'
      readonly path: string
      readonly parameters: readonly string[]
      digest: string
    }

/** What was read while `work` ran, whoever read it; the same thing read twice is listed once. */
export async function recordInputs<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly inputs: readonly RecordedInput[] }> {
  const record = new Map<string, RecordedInput>()
  const result = await records.run(record, work)
  return { result, inputs: [...record.values()] }
}

/**
 * Told by everything in this room that reads from outside. `digest` is asked for only while
 * somebody records.
 */
export function recordInput(
  input: { readonly kind: RecordedInput['kind']; readonly path: string },
  digest: () => string,
  parameters: readonly string[] = [],
): void {
  const record = records.getStore()
  if (record === undefined) return
  const { kind, path } = input
  const read =
    kind === 'git' ? { kind, path, parameters, digest: digest() } : { kind, path, digest: digest() }
  const key = JSON.stringify([kind, path, parameters])
  const known = record.get(key)
  // What changed in between belongs to no result: no later look can find both.
  record.set(known === undefined || known.digest === read.digest ? key : `${key} again`, read)
}

/** Told by what depends on more than can be recorded: the result is of this one time. */
export function recordUnrepeatable(path: string): void {
  recordInput({ kind: 'config', path: `${path} unrepeatable` }, () => 'none')
}

export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

const records = new AsyncLocalStorage<Map<string, RecordedInput>>()
