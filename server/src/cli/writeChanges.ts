import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { FileChanges } from '../features/documentEdit.js'
import { fileSystemPath, pathOfUri } from '../project/locations.js'
import { applyEdits } from '../text/edits.js'
import { AnalysisImpossible } from './command.js'

/**
 * Makes a change on the disk. It is refused as a whole, before anything is written, when a new file
 * exists, an edited one has changed since it was read, or one to be removed is not there.
 */
export async function writeChanges({
  creations,
  edits,
  removals = [],
}: FileChanges): Promise<void> {
  for (const { uri } of creations) {
    if (await exists(uri)) throw new AnalysisImpossible(`"${shown(uri)}" exists already.`)
  }
  for (const { uri, text } of edits) {
    if ((await readFile(fileOf(uri), 'utf8').catch(() => undefined)) !== text) {
      throw new AnalysisImpossible(`"${shown(uri)}" has changed meanwhile. Try again.`)
    }
  }
  for (const { uri } of removals) {
    if (!(await exists(uri))) throw new AnalysisImpossible(`"${shown(uri)}" is not there any more.`)
  }
  for (const { uri, text } of creations) {
    await mkdir(path.dirname(fileOf(uri)), { recursive: true })
    await writeFile(fileOf(uri), text, { flag: 'wx' })
  }
  for (const { uri, text } of oncePerFile(edits)) {
    const changes = edits.filter((edit) => edit.uri === uri).flatMap((edit) => edit.edits)
    await writeFile(fileOf(uri), applyEdits(text, changes))
  }
  for (const { uri, folder } of removals) await rm(fileOf(uri), { recursive: folder })
}

/** One line for each file: `write …`, `edit …`, `remove …`, each behind what is to be said of it. */
export function changesText(
  { creations, edits, removals = [] }: FileChanges,
  done: boolean,
): string {
  const lines = [
    ...creations.map(({ uri }) => [done ? 'wrote' : 'would write', uri]),
    ...oncePerFile(edits).map(({ uri }) => [done ? 'edited' : 'would edit', uri]),
    ...removals.map(({ uri }) => [done ? 'removed' : 'would remove', uri]),
  ] as const
  return lines.map(([what, uri]) => `${what ?? ''} ${shown(uri ?? '')}\n`).join('')
}

/** The same for a machine: absolute paths. */
export function changesJson({ creations, edits, removals = [] }: FileChanges) {
  return {
    files: creations.map(({ uri }) => shown(uri)),
    edited: oncePerFile(edits).map(({ uri }) => shown(uri)),
    removed: removals.map(({ uri }) => shown(uri)),
  }
}

/**
 * A file may be edited for several reasons, each with an annotation of its own. One that changes
 * nothing is there for an editor, which opens its preview by it.
 */
function oncePerFile(edits: FileChanges['edits']): FileChanges['edits'] {
  const real = edits.filter((one) => applyEdits(one.text, one.edits) !== one.text)
  return real.filter(({ uri }, index) => real.findIndex((edit) => edit.uri === uri) === index)
}

function shown(uri: string): string {
  return pathOfUri(uri) ?? uri
}

function fileOf(uri: string): string {
  return fileSystemPath(shown(uri))
}

async function exists(uri: string): Promise<boolean> {
  return access(fileOf(uri)).then(
    () => true,
    () => false,
  )
}
