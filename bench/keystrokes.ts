import { createEngine } from '../server/src/engine/engine.js'
import type { DiffResult } from '../server/src/engine/messages.js'
import { blankForParser } from '../server/src/prisma/blankForParser.js'
import { productPlaces } from '../server/src/project/productPlaces.js'
import { removeFolder, temporaryFolder, type BenchProject } from './benchProject.js'
import { applied, editScript } from './editScript.js'
import { openLanguageClient } from './languageClient.js'
import { projectMigrations } from './projectMigrations.js'

/** Milliseconds of every edit: until the diagnostics are there, and what the bare difference takes for the same text. */
export type Keystrokes = {
  readonly toDiagnostics: readonly number[]
  readonly bareDiff: readonly number[]
  /** How many of the texts were valid schemas. */
  readonly valid: number
}

/**
 * Types into the schema with the server open. After each edit a second engine of the same build,
 * with its answers of the database remembered too, computes the difference for the same text
 * and nothing else; side by side, so that a busy machine slows both down.
 */
export async function keystrokes(project: BenchProject, count: number): Promise<Keystrokes> {
  const [cache, bareCache] = [temporaryFolder(), temporaryFolder()]
  const { folder, schemaFile, schema } = project
  const bare = await bareEngine(project, bareCache)
  const client = await openLanguageClient({ folder, cache, schemaFile, text: schema })
  try {
    await client.diagnostics()
    await bare.diff(schema)
    const toDiagnostics: number[] = []
    const bareDiff: number[] = []
    let text = schema
    let valid = 0
    for (const edit of editScript(schema, count)) {
      const started = performance.now()
      await client.type(edit)
      toDiagnostics.push(performance.now() - started)
      text = applied(text, edit)
      const result = await bare.diff(text)
      bareDiff.push(result.elapsed)
      if (result.kind === 'script') valid += 1
    }
    if (client.text() !== text) throw new Error('The server was told other texts than the engine.')
    return { toDiagnostics, bareDiff, valid }
  } finally {
    await Promise.all([client.close(), bare.end()])
    for (const folderOfRun of [cache, bareCache]) removeFolder(folderOfRun)
  }
}

async function bareEngine({ folder, schemaFile }: BenchProject, cache: string) {
  const server = new URL('../dist/server.js', import.meta.url)
  const engine = createEngine(productPlaces(server.href).engineProgram(cache))
  const migrations = await projectMigrations(folder)
  engine.open({ migrations, initScript: '', model: 'batch' })
  return {
    diff: async (text: string): Promise<{ elapsed: number; kind: DiffResult['kind'] }> => {
      const files = [{ path: schemaFile, content: blankForParser(text) }]
      const started = performance.now()
      const { kind } = await engine.diff({
        at: migrations.length,
        files,
        filter: { externalTables: [], externalEnums: [] },
        direction: 'toSchema',
      })
      return { elapsed: performance.now() - started, kind }
    },
    end: () => engine.end(),
  }
}
