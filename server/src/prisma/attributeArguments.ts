import type { Attribute, Expression } from './schemaDocument.js'

export function attributeNamed(
  attributes: readonly Attribute[],
  name: string,
): Attribute | undefined {
  return attributes.find((attribute) => attribute.name.text === name)
}

export function hasAttribute(attributes: readonly Attribute[], name: string): boolean {
  return attributeNamed(attributes, name) !== undefined
}

export function namedArgument(attribute: Attribute, name: string): Expression | undefined {
  return attribute.arguments.find((argument) => argument.name?.text === name)?.value
}

/** The argument with this name, or else the first one without any name. */
export function leadingArgument(attribute: Attribute, name: string): Expression | undefined {
  return (
    namedArgument(attribute, name) ??
    attribute.arguments.find((argument) => argument.name === undefined)?.value
  )
}

/** The value of a string literal; absent when it is something else or empty. */
export function stringOf(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'string' && expression.value !== '' ? expression.value : undefined
}

/** The strings of an array; what is no string is left out. */
export function stringsOf(expression: Expression | undefined): string[] {
  if (expression?.kind === 'string') return [expression.value]
  if (expression?.kind !== 'array') return []
  return expression.items.flatMap((item) => (item.kind === 'string' ? [item.value] : []))
}

/** The field names of an array such as `[authorId, title(sort: Desc)]`. */
export function fieldNamesOf(expression: Expression | undefined): string[] {
  if (expression?.kind === 'name') return [expression.name]
  if (expression?.kind !== 'array') return []
  return expression.items.flatMap((item) => (item.kind === 'name' ? [item.name] : []))
}

/** The name in `@map("…")` or `@@map("…")`. */
export function mappedName(attributes: readonly Attribute[]): string | undefined {
  const map = attributeNamed(attributes, 'map')
  return map === undefined ? undefined : stringOf(leadingArgument(map, 'name'))
}

/** The schema in `@@schema("…")`. */
export function mappedSchema(attributes: readonly Attribute[]): string | undefined {
  const schema = attributeNamed(attributes, 'schema')
  return schema === undefined ? undefined : stringOf(leadingArgument(schema, 'map'))
}
