import {
  attributeNamed,
  fieldNamesOf,
  hasAttribute,
  leadingArgument,
  namedArgument,
  stringOf,
} from './attributeArguments.js'
import { foreignKeyName } from './defaultNames.js'
import type { Attribute, Field, ModelBlock } from './schemaDocument.js'
import type { RelationOfField, SchemaModel } from './schemaModel.js'
import { columnNamesOf, isRelation, tableNameOf, type SchemaNames } from './schemaNames.js'

/** The relation fields of a model or view. */
export function readRelations(
  block: ModelBlock,
  names: SchemaNames,
  relationMode: SchemaModel['relationMode'],
): RelationOfField[] {
  return block.fields
    .filter((field) => isRelation(names, field))
    .map((field) => readRelation(block, field, names, relationMode))
}

/** The name that `@relation` gives; two fields belong together when it is the same or missing in both. */
export function relationNameOf(field: Field): string | undefined {
  const attribute = relationAttribute(field)
  return attribute === undefined ? undefined : stringOf(leadingArgument(attribute, 'name'))
}

/** Names of the fields that hold the foreign key; empty on the other side. */
export function foreignKeyFields(field: Field): string[] {
  const attribute = relationAttribute(field)
  return attribute === undefined ? [] : fieldNamesOf(namedArgument(attribute, 'fields'))
}

function readRelation(
  block: ModelBlock,
  field: Field,
  names: SchemaNames,
  relationMode: SchemaModel['relationMode'],
): RelationOfField {
  const other = names.models.get(field.type.text)
  const relationName = relationNameOf(field)
  const columns = columnNamesOf(block, foreignKeyFields(field))
  const attribute = relationAttribute(field)
  const references =
    attribute === undefined ? [] : fieldNamesOf(namedArgument(attribute, 'references'))
  const constrained =
    relationMode === 'foreignKeys' &&
    columns.length > 0 &&
    block.kind === 'model' &&
    other?.kind === 'model'
  const map = attribute === undefined ? undefined : stringOf(namedArgument(attribute, 'map'))
  return {
    field,
    ...(relationName === undefined ? {} : { relationName }),
    otherModel: field.type.text,
    columns,
    references: columnNamesOf(other, references),
    ...(constrained ? { foreignKey: map ?? foreignKeyName(tableNameOf(block), columns) } : {}),
    ignored: hasAttribute(field.attributes, 'ignore'),
  }
}

function relationAttribute(field: Field): Attribute | undefined {
  return attributeNamed(field.attributes, 'relation')
}
