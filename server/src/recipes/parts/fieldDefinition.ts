import { attributeNamed, leadingArgument } from '../../prisma/attributeArguments.js'
import type { Attribute } from '../../prisma/schemaDocument.js'
import type { ColumnOfField, TableOfModel } from '../../prisma/schemaModel.js'

/** What is written on a field's line behind its name, in parts that can be changed one by one. */
export type FieldDefinition = {
  /** `String`, `Role`, `Unsupported("circle")`. */
  readonly type: string
  readonly modifier: '' | '?' | '[]'
  /** With their `@`, in their order. */
  readonly attributes: readonly string[]
}

/** The field as the schema has it, blanks between its parts aside. */
export function definitionOf(
  table: TableOfModel,
  { field }: Pick<ColumnOfField, 'field'>,
): FieldDefinition {
  return {
    type: field.type.text,
    modifier: field.list ? '[]' : field.optional ? '?' : '',
    attributes: field.attributes.map((attribute) => attributeText(table, attribute)),
  }
}

export function definitionText({ type, modifier, attributes }: FieldDefinition): string {
  return [`${type}${modifier}`, ...attributes].join(' ')
}

export function attributeText({ document }: TableOfModel, { range }: Attribute): string {
  return document.text.slice(range.start, range.end)
}

/** A list has no `?`: in the database it may be NULL anyway. */
export function optional(definition: FieldDefinition): FieldDefinition {
  return definition.modifier === '[]' ? definition : { ...definition, modifier: '?' }
}

export function required(definition: FieldDefinition): FieldDefinition {
  return definition.modifier === '[]' ? definition : { ...definition, modifier: '' }
}

/** Without the attributes of this name, `default` for example, and with `attribute` at the end. */
export function withAttribute(definition: FieldDefinition, attribute: string): FieldDefinition {
  const name = nameOfAttribute(attribute)
  const others = withoutAttribute(definition, name).attributes
  return { ...definition, attributes: [...others, attribute] }
}

export function withoutAttribute(definition: FieldDefinition, name: string): FieldDefinition {
  return {
    ...definition,
    attributes: definition.attributes.filter((text) => nameOfAttribute(text) !== name),
  }
}

/** Hidden from the client: it neither reads nor writes the column, and the database stays the same. */
export function ignored(definition: FieldDefinition): FieldDefinition {
  return withAttribute(definition, '@ignore')
}

/**
 * Whether the default is made by Prisma Client and unknown to the database. Those that the
 * database has too (constants, `now()`, `autoincrement()`, `dbgenerated()`) are part of the column.
 */
export function hasClientDefault({ default: attribute }: ColumnOfField): boolean {
  const value = attribute && leadingArgument(attribute, 'value')
  return value?.kind === 'call' && clientFunctions.has(value.name)
}

export function isUpdatedAt({ field }: ColumnOfField): boolean {
  return attributeNamed(field.attributes, 'updatedAt') !== undefined
}

const clientFunctions: ReadonlySet<string> = new Set(['cuid', 'uuid', 'ulid', 'nanoid'])

function nameOfAttribute(text: string): string {
  return /^@([\w.]+)/.exec(text)?.[1] ?? ''
}
