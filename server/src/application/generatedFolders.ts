import { dirname, resolve } from 'node:path/posix'
import type { SchemaDocument } from '../prisma/schemaDocument.js'

/** Folders that the generators of a schema write to, absolute. `pathOf` gives the path of a uri. */
export function generatedFolders(
  documents: readonly SchemaDocument[],
  pathOf: (uri: string) => string,
): readonly string[] {
  return documents.flatMap(({ uri, blocks }) =>
    blocks.flatMap((block) => {
      if (block.kind !== 'generator') return []
      const output = block.properties.find(({ name }) => name.text === 'output')?.value
      return output?.kind === 'string' ? [resolve(dirname(pathOf(uri)), output.value)] : []
    }),
  )
}
