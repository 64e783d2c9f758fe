import { hasAttribute, mappedName, mappedSchema } from './attributeArguments.js'
import { readColumns } from './readColumns.js'
import { readJoinTables } from './readJoinTables.js'
import { readKeys } from './readKeys.js'
import { readRelations } from './readRelations.js'
import { readSettings, type SchemaSettings } from './readSettings.js'
import type { EnumBlock, ModelBlock, SchemaDocument } from './schemaDocument.js'
import type { EnumOfSchema, SchemaModel, TableOfModel } from './schemaModel.js'
import { namesOf, tableNameOf, type SchemaNames } from './schemaNames.js'

/**
 * Reads the files of one schema together. Nothing is checked: of two blocks with one name the first
 * counts for relations, and a name that stands for nothing is left out where columns are listed.
 */
export function readSchemaModel(documents: readonly SchemaDocument[]): SchemaModel {
  const names = namesOf(documents)
  const { datasourceName, ...settings } = readSettings(
    documents.flatMap((document) => document.blocks),
  )
  const tables: TableOfModel[] = []
  const enums: EnumOfSchema[] = []
  for (const document of documents) {
    for (const block of document.blocks) {
      if (block.kind === 'model' || block.kind === 'view') {
        tables.push(readTable(document, block, names, { ...settings, datasourceName }))
      } else if (block.kind === 'enum') {
        enums.push(readEnum(document, block))
      }
    }
  }
  const joinTables = readJoinTables(names, settings.relationMode)
  return { documents, ...settings, tables, enums, joinTables }
}

function readTable(
  document: SchemaDocument,
  block: ModelBlock,
  names: SchemaNames,
  settings: SchemaSettings,
): TableOfModel {
  const schema = mappedSchema(block.attributes)
  return {
    document,
    block,
    model: block.name.text,
    ...(schema === undefined ? {} : { schema }),
    table: tableNameOf(block),
    managed: block.kind === 'model' && !hasAttribute(block.attributes, 'ignore'),
    columns: readColumns(block, names, settings.datasourceName),
    relations: readRelations(block, names, settings.relationMode),
    keys: block.kind === 'model' ? readKeys(block) : [],
  }
}

function readEnum(document: SchemaDocument, block: EnumBlock): EnumOfSchema {
  const schema = mappedSchema(block.attributes)
  return {
    document,
    block,
    enum: block.name.text,
    ...(schema === undefined ? {} : { schema }),
    type: mappedName(block.attributes) ?? block.name.text,
    values: block.values.map((value) => ({
      value,
      label: mappedName(value.attributes) ?? value.name.text,
    })),
  }
}
