import type { ColumnDescription, IndexDescription } from '../../engine/catalogue.js'
import { fieldNamesOf, leadingArgument } from '../../prisma/attributeArguments.js'
import { indexName, uniqueIndexName } from '../../prisma/defaultNames.js'
import { columnNamed } from '../../prisma/lookups.js'
import type { Attribute } from '../../prisma/schemaDocument.js'
import type { ColumnOfField, SchemaModel, TableOfModel } from '../../prisma/schemaModel.js'
import {
  attributeText,
  definitionOf,
  ignored,
  withAttribute,
  type FieldDefinition,
} from './fieldDefinition.js'
import { prismaDefault } from '../fill/prismaDefault.js'
import { prismaType } from './prismaType.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from './refusal.js'
import type { TableContext } from './tableContext.js'

/** A field that the editor has lost, as the schema must go on saying while its column is there. */
export type OldField = {
  readonly kind: 'field'
  readonly name: string
  /** With `@ignore`: the new client neither reads nor writes it. */
  readonly definition: FieldDefinition
  /** The field that it stood behind, when that is still there. */
  readonly after?: string
  /** Keys and indexes over it and other fields. */
  readonly blockAttributes: readonly string[]
}

/**
 * From the schema at git HEAD where that has the column, comments aside; else from the catalogue,
 * as Prisma's introspection would write it. `together` are columns whose fields come back with it.
 */
export function oldField(
  context: TableContext,
  column: ColumnDescription,
  together: readonly string[] = [],
): OldField | RecipeRefusal {
  const committed = context.committed
  const known = committed && columnNamed(committed, column.name)
  const lost = known && lostEnum(context, known)
  if (lost !== undefined) {
    return refusal(
      `The schema also loses the enum "${lost}", which "${column.name}" uses as long as it is there. Keep the enum, and drop it in a change behind this one.`,
    )
  }
  const field =
    committed !== undefined && known !== undefined
      ? fromSchema(
          context,
          committed,
          known.field.name.text,
          {
            ...definitionOf(committed, known),
          },
          together,
        )
      : fieldFromCatalogue(context, column)
  if (field.kind === 'refusal') return field
  return { ...field, definition: ignored(field.definition) }
}

/** Whether a field of another column has the old one's name by now, so that it cannot come back under it. */
export function isNameTaken(
  { model }: TableContext,
  column: ColumnDescription,
  { name }: OldField,
): boolean {
  return model.columns.some((one) => one.field.name.text === name && one.column !== column.name)
}

function lostEnum(
  { change }: TableContext,
  { type }: Pick<ColumnOfField, 'type'>,
): string | undefined {
  return type.kind === 'enum' && !change.target.enums.some((one) => one.enum === type.enum)
    ? type.enum
    : undefined
}

function fromSchema(
  { model }: TableContext,
  committed: TableOfModel,
  name: string,
  definition: FieldDefinition,
  together: readonly string[],
): OldField | RecipeRefusal {
  const back = together.flatMap((column) => columnNamed(committed, column)?.field.name.text ?? [])
  const index = committed.block.fields.findIndex((field) => field.name.text === name)
  const after = committed.block.fields
    .slice(0, index)
    .findLast((field) => model.block.fields.some((other) => other.name.text === field.name.text))
  const attributes = committed.block.attributes.filter((attribute) =>
    fieldNames(attribute).includes(name),
  )
  for (const attribute of attributes) {
    const gone = fieldNames(attribute).find(
      (other) =>
        other !== name &&
        !back.includes(other) &&
        !model.block.fields.some((field) => field.name.text === other),
    )
    if (gone !== undefined) {
      return refusal(
        `${attributeText(committed, attribute)} also names "${gone}", which the schema loses in the same change. Make two changes of it.`,
      )
    }
  }
  return {
    kind: 'field',
    name,
    definition,
    ...(after === undefined ? {} : { after: after.name.text }),
    blockAttributes: attributes.map((attribute) => attributeText(committed, attribute)),
  }
}

/** The field of a column as the database has it, and the attributes of its indexes. */
export function fieldFromCatalogue(
  context: TableContext,
  column: ColumnDescription,
): OldField | RecipeRefusal {
  const { table, model, change } = context
  const enumeration = change.target.enums.find(
    (candidate) => candidate.type === column.typeName.replace(/^.*?\./, ''),
  )
  const scalar =
    column.typeKind === 'enum' && enumeration !== undefined
      ? { type: enumeration.enum }
      : prismaType(column, datasourceName(change.target))
  const name = fieldNameFor(column.name)
  const text = prismaDefault(column, enumeration)
  const attributes = [
    ...(name === column.name ? [] : [`@map(${JSON.stringify(column.name)})`]),
    ...(text === undefined ? [] : [text]),
    ...('attribute' in scalar && scalar.attribute !== undefined ? [scalar.attribute] : []),
  ]
  let definition: FieldDefinition = {
    type: scalar.type,
    modifier: column.array ? '[]' : column.notNull ? '' : '?',
    attributes,
  }
  const blockAttributes: string[] = []
  for (const index of indexesPrismaSees(table.indexes, column.name)) {
    const fields = index.columns.map((each) =>
      each === column.name ? name : each === null ? undefined : fieldOfColumn(model, each),
    )
    if (
      fields.includes(undefined) ||
      index.method !== 'btree' ||
      /\bDESC\b/.test(index.definition)
    ) {
      return refusal(
        `The field of column "${column.name}" is in no committed schema, and index "${index.name}" cannot be written from the database alone. Commit the schema as it was before the change.`,
      )
    }
    const usual = index.unique
      ? uniqueIndexName(
          table.name,
          index.columns.flatMap((each) => each ?? []),
        )
      : indexName(
          table.name,
          index.columns.flatMap((each) => each ?? []),
        )
    const map = index.name === usual ? '' : `map: ${JSON.stringify(index.name)}`
    if (index.unique && index.columns.length === 1) {
      definition = withAttribute(definition, map === '' ? '@unique' : `@unique(${map})`)
    } else {
      const list = [`[${fields.join(', ')}]`, ...(map === '' ? [] : [map])].join(', ')
      blockAttributes.push(`@@${index.unique ? 'unique' : 'index'}(${list})`)
    }
  }
  return { kind: 'field', name, definition, blockAttributes }
}

/** Partial and expression indexes Prisma passes over. */
function indexesPrismaSees(
  indexes: readonly IndexDescription[],
  column: string,
): readonly IndexDescription[] {
  return indexes.filter(
    (index) =>
      index.columns.includes(column) &&
      index.predicate === undefined &&
      !index.columns.includes(null) &&
      !index.primary,
  )
}

function fieldNames(attribute: Attribute): readonly string[] {
  return fieldNamesOf(leadingArgument(attribute, 'fields'))
}

function fieldOfColumn(model: TableOfModel, column: string): string | undefined {
  return columnNamed(model, column)?.field.name.text
}

/** A field's name begins with a letter and holds letters, digits and underscores of ASCII. */
function fieldNameFor(column: string): string {
  const name = column.replace(/\W+/g, '_').replace(/^[^A-Za-z]+/, '')
  return name === '' ? 'column' : name
}

function datasourceName({ documents }: SchemaModel): string {
  for (const { blocks } of documents) {
    for (const block of blocks) if (block.kind === 'datasource') return block.name.text
  }
  return 'db'
}
