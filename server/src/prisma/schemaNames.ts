import { mappedName } from './attributeArguments.js'
import type { EnumBlock, Field, ModelBlock, SchemaDocument } from './schemaDocument.js'

/** What the names in the schema stand for. Of two blocks with one name the first counts, as in Prisma. */
export type SchemaNames = {
  readonly models: ReadonlyMap<string, ModelBlock>
  readonly enums: ReadonlyMap<string, EnumBlock>
}

export function namesOf(documents: readonly SchemaDocument[]): SchemaNames {
  const models = new Map<string, ModelBlock>()
  const enums = new Map<string, EnumBlock>()
  for (const block of documents.flatMap((document) => document.blocks)) {
    const name = block.name.text
    if (models.has(name) || enums.has(name)) continue
    if (block.kind === 'model' || block.kind === 'view') models.set(name, block)
    else if (block.kind === 'enum') enums.set(name, block)
  }
  return { models, enums }
}

/** A field whose type is a model is a relation; every other field is a column. */
export function isRelation(names: SchemaNames, field: Field): boolean {
  return names.models.has(field.type.text)
}

export function tableNameOf(block: ModelBlock): string {
  return mappedName(block.attributes) ?? block.name.text
}

export function columnNameOf(field: Field): string {
  return mappedName(field.attributes) ?? field.name.text
}

/** Columns of these fields; a name without field (still being typed) is left out. */
export function columnNamesOf(
  block: ModelBlock | undefined,
  fieldNames: readonly string[],
): string[] {
  return fieldNames.flatMap((name) => {
    const field = block?.fields.find((candidate) => candidate.name.text === name)
    return field === undefined ? [] : [columnNameOf(field)]
  })
}
