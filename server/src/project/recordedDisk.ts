import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import type { DirectoryEntry } from '../prisma/fileSystem.js'
import { digestOf, recordInput } from './recordedInputs.js'

type FileBytes =
  { readonly kind: 'bytes'; readonly bytes: Buffer } | { readonly kind: 'missing' | 'unreadable' }

/** The file of this native path; a recording learns what it held. */
export async function readBytes(path: string): Promise<FileBytes> {
  const file = await readFile(path).then(
    (bytes): FileBytes => ({ kind: 'bytes', bytes }),
    (error: unknown): FileBytes => ({ kind: absence(error) }),
  )
  recordInput({ kind: 'file', path }, () =>
    file.kind === 'bytes' ? digestOf(file.bytes) : file.kind,
  )
  return file
}

export async function readListing(path: string): Promise<readonly DirectoryEntry[] | undefined> {
  const entries = await readdir(path, { withFileTypes: true }).then(entriesOf, () => undefined)
  recordInput({ kind: 'folder', path }, () => digestOfListing(entries))
  return entries
}

export async function isThere(path: string): Promise<boolean> {
  const there = await stat(path).then(
    () => true,
    () => false,
  )
  recordInput({ kind: 'place', path }, () => `${there}`)
  return there
}

/**
 * What a recording would learn of it now. At once and not in turn: a thousand files are read in a
 * tenth of the time that a thousand promises take.
 */
export function digestNow(kind: 'file' | 'folder' | 'place', path: string): string {
  switch (kind) {
    case 'file':
      try {
        return digestOf(readFileSync(path))
      } catch (error) {
        return absence(error)
      }
    case 'folder':
      try {
        return digestOfListing(entriesOf(readdirSync(path, { withFileTypes: true })))
      } catch {
        return digestOfListing(undefined)
      }
    case 'place':
      try {
        return `${statSync(path, { throwIfNoEntry: false }) !== undefined}`
      } catch {
        return 'false'
      }
    default:
      return kind satisfies never
  }
}

function entriesOf(entries: readonly Dirent[]): readonly DirectoryEntry[] {
  return entries.map((entry) => ({
    name: entry.name,
    kind: entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : 'other',
  }))
}

function digestOfListing(entries: readonly DirectoryEntry[] | undefined): string {
  if (entries === undefined) return 'missing'
  return digestOf(entries.map(({ name, kind }) => `${kind} ${name}`).join('\0'))
}

function absence(error: unknown): 'missing' | 'unreadable' {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
    ? 'missing'
    : 'unreadable'
}
