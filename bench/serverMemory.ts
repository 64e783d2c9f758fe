import { removeFolder, temporaryFolder, type BenchProject } from './benchProject.js'
import { editScript } from './editScript.js'
import { openLanguageClient } from './languageClient.js'
import { sampleMemory, type MemoryPeaks } from './processMemory.js'

/** Peaks of the server and its children while the project is opened with an empty cache and edited. */
export async function serverMemory(project: BenchProject, edits: number): Promise<MemoryPeaks> {
  const cache = temporaryFolder()
  const { folder, schemaFile, schema } = project
  const client = await openLanguageClient({ folder, cache, schemaFile, text: schema })
  const sampler = sampleMemory(client.pid)
  try {
    await client.diagnostics()
    for (const edit of editScript(schema, edits)) await client.type(edit)
    return sampler.stop()
  } finally {
    await client.close()
    removeFolder(cache)
  }
}
