import { stringOf, stringsOf } from './attributeArguments.js'
import type { Block, DatasourceBlock, Expression } from './schemaDocument.js'
import type { SchemaModel } from './schemaModel.js'

export type SchemaSettings = Pick<
  SchemaModel,
  'provider' | 'schemas' | 'relationMode' | 'previewFeatures'
> & {
  /** Name of the datasource block: the `db` in `@db.VarChar(20)`. */
  readonly datasourceName: string
}

/** What the datasource and the generators say about the whole schema. */
export function readSettings(blocks: readonly Block[]): SchemaSettings {
  const datasource = blocks.find((block) => block.kind === 'datasource')
  const provider = stringOf(propertyOf(datasource, 'provider'))
  // `referentialIntegrity` was the name of `relationMode` up to Prisma 4.
  const relationMode =
    stringOf(propertyOf(datasource, 'relationMode')) ??
    stringOf(propertyOf(datasource, 'referentialIntegrity'))
  return {
    ...(provider === undefined ? {} : { provider }),
    schemas: stringsOf(propertyOf(datasource, 'schemas')),
    relationMode: relationMode === 'prisma' ? 'prisma' : 'foreignKeys',
    previewFeatures: blocks.flatMap((block) =>
      block.kind === 'generator' ? stringsOf(propertyOf(block, 'previewFeatures')) : [],
    ),
    datasourceName: datasource?.name.text ?? 'db',
  }
}

function propertyOf(
  block: Pick<DatasourceBlock, 'properties'> | undefined,
  name: string,
): Expression | undefined {
  return block?.properties.find((property) => property.name.text === name)?.value
}
