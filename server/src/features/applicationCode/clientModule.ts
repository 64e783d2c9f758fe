import { dirname, join, relative } from 'node:path/posix'
import { stringOf } from '../../prisma/attributeArguments.js'
import type { SchemaDocument } from '../../prisma/schemaDocument.js'

/**
 * The module that exports `PrismaClient`, as a file in `folder` imports it. The generator
 * `prisma-client` writes it to its `output`, in `client`; `prisma-client-js` to its `output`, or to
 * `@prisma/client`. `pathOf` turns the uri of a schema file into a path.
 */
export function clientModule(
  documents: readonly SchemaDocument[],
  folder: string,
  pathOf: (uri: string) => string,
): string {
  for (const { uri, blocks } of documents) {
    for (const block of blocks) {
      if (block.kind !== 'generator') continue
      const value = (name: string) =>
        stringOf(block.properties.find((property) => property.name.text === name)?.value)
      const provider = value('provider') ?? ''
      const output = value('output')
      if (!provider.startsWith('prisma-client') || output === undefined) continue
      const target = output.startsWith('/') ? output : join(dirname(pathOf(uri)), output)
      const file = provider === 'prisma-client' ? `${target}/client` : target
      const path = relative(folder, file)
      return path.startsWith('.') ? path : `./${path}`
    }
  }
  return '@prisma/client'
}
