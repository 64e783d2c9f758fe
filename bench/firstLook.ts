import { writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { Diagnostic } from 'vscode-languageserver-protocol/node'
import { temporaryFolder, removeFolder, type BenchProject } from './benchProject.js'
import { editScript, applied } from './editScript.js'
import { openLanguageClient } from './languageClient.js'

/** A session goes on after its first answer; the engine writes to disk when nothing has been asked for a while. */
const sessionMs = 3000

/** Milliseconds from the start of the server's process to its first diagnostics. */
export type FirstLook = { readonly firstTime: number; readonly fromCache: number }

/**
 * Opens the project with a saved change in its schema that is in no migration: with an empty cache, and again with what that session kept. Both answers must hold the same findings.
 */
export async function firstLook(project: BenchProject): Promise<FirstLook> {
  const cache = temporaryFolder()
  const text = changedSchema(project.schema)
  writeFileSync(project.schemaFile, text)
  try {
    const first = await open(project, text, cache)
    const again = await open(project, text, cache)
    if (JSON.stringify(first.diagnostics) !== JSON.stringify(again.diagnostics))
      throw new Error(`${project.name}: the findings from the cache differ from those before.`)
    return { firstTime: first.elapsed, fromCache: again.elapsed }
  } finally {
    writeFileSync(project.schemaFile, project.schema)
    removeFolder(cache)
  }
}

async function open(project: BenchProject, text: string, cache: string) {
  const { folder, schemaFile } = project
  const started = performance.now()
  const client = await openLanguageClient({ folder, cache, schemaFile, text })
  try {
    const diagnostics = await client.diagnostics()
    const elapsed = performance.now() - started
    if (!diagnostics.some(isFinding))
      throw new Error(`${project.name}: the change is not among the first diagnostics.`)
    await setTimeout(sessionMs)
    return { elapsed, diagnostics }
  } finally {
    await client.close()
  }
}

/** The schema with a field renamed, which every version of the rules has something to say about. */
export function changedSchema(schema: string): string {
  const change = editScript(schema, 1)[0]
  if (change === undefined) throw new Error('The schema has nothing to edit.')
  return applied(schema, { ...change, insert: '  nickname String\n' })
}

function isFinding({ code }: Diagnostic): boolean {
  return code === 'add-required-column-no-default'
}
